namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Counts what happens, and lets a test wait for it.</summary>
sealed class Signal
{
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private int count;

    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    public void Raise()
    {
        lock (gate)
        {
            count++;
            foreach (var (_, reached) in waiting.Where(waiter => waiter.Count <= count))
                reached.TrySetResult();
            waiting.RemoveAll(waiter => waiter.Count <= count);
        }
    }

    /// <summary>Completes when it has happened so often since the start.</summary>
    public Task WhenAsync(int times)
    {
        lock (gate)
        {
            if (count >= times)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((times, reached));
            return reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
