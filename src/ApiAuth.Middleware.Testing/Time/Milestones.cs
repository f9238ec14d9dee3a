namespace ApiAuth.Middleware.Testing.Time;

/// <summary>A number that others watch: a task for each height that somebody waits for. Thread-safe.</summary>
internal sealed class Milestones
{
    readonly Lock _gate = new();
    readonly List<(int Height, TaskCompletionSource Reached)> _waiting = [];
    int _height;

    internal int Height
    {
        get
        {
            lock (_gate)
                return _height;
        }
    }

    internal Task WhenAtLeast(int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        lock (_gate)
        {
            if (_height >= height)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((height, reached));
            return reached.Task;
        }
    }

    internal int Increment()
    {
        lock (_gate)
        {
            Set(_height + 1);
            return _height;
        }
    }

    internal void Report(int height)
    {
        lock (_gate)
            Set(height);
    }

    void Set(int height)
    {
        _height = height;
        foreach (var (_, reached) in _waiting.Where(w => w.Height <= height))
            reached.SetResult();
        _waiting.RemoveAll(w => w.Height <= height);
    }
}
