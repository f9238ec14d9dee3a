namespace ApiAuth.Middleware.Testing.Time;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    // Null when the creator suppressed the flow, as Task.Delay and CancellationTokenSource do.
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private volatile bool disposed;

    internal bool IsDisposed => disposed;

    internal DateTimeOffset Due { get; set; }

    internal long Order { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        if (disposed)
            return false;

        this.period = period;
        time.Disarm(this);
        if (dueTime == TimeSpan.Zero)
            FireNow();
        else if (dueTime != Timeout.InfiniteTimeSpan)
            time.Arm(this, dueTime);
        return true;
    }

    internal void Fire()
    {
        if (disposed)
            return;
        if (context is null)
            callback(state);
        else
            ExecutionContext.Run(context, static self => ((ManualTimer)self!).Call(), this);
    }

    /// <summary>Arms the next period, if there is one. A period of zero means once, as with the system's timers.</summary>
    internal void Repeat()
    {
        if (period > TimeSpan.Zero)
            time.Arm(this, period);
    }

    public void Dispose()
    {
        disposed = true;
        time.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);

    private void FireNow()
    {
        Repeat();
        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
    }

    private static void ThrowIfOutOfRange(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value > Longest))
            throw new ArgumentOutOfRangeException(name, value, "Zero to 49 days, or infinite.");
    }
}
