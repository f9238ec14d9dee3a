namespace ApiAuth.Middleware.Testing.Time;

/// <summary>A number that others watch: a task for each height that somebody waits for. Thread-safe.</summary>
internal sealed class Milestones
{
    private readonly Lock gate = new();
    private readonly List<(int Height, TaskCompletionSource Reached)> waiting = [];
    private int current;

    internal int Height
    {
        get
        {
            lock (gate)
                return current;
        }
    }

    internal Task WhenAtLeast(int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        lock (gate)
        {
            if (current >= height)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((height, reached));
            return reached.Task;
        }
    }

    internal int Increment()
    {
        lock (gate)
        {
            Set(current + 1);
            return current;
        }
    }

    internal void Report(int height)
    {
        lock (gate)
            Set(height);
    }

    private void Set(int height)
    {
        current = height;
        foreach (var (_, reached) in waiting.Where(w => w.Height <= height))
            reached.SetResult();
        waiting.RemoveAll(w => w.Height <= height);
    }
}
