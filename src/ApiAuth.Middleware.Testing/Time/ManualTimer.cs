namespace ApiAuth.Middleware.Testing.Time;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
{
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    // Null when the creator suppressed the flow, as Task.Delay and CancellationTokenSource do.
    readonly ExecutionContext? _context = ExecutionContext.Capture();
    TimeSpan _period = Timeout.InfiniteTimeSpan;
    volatile bool _disposed;

    internal bool IsDisposed => _disposed;

    internal DateTimeOffset Due { get; set; }

    internal long Order { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        if (_disposed)
            return false;

        _period = period;
        time.Disarm(this);
        if (dueTime == TimeSpan.Zero)
            FireNow();
        else if (dueTime != Timeout.InfiniteTimeSpan)
            time.Arm(this, dueTime);
        return true;
    }

    internal void Fire()
    {
        if (_disposed)
            return;
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static self => ((ManualTimer)self!).Call(), this);
    }

    /// <summary>Arms the next period, if there is one. A period of zero means once, as with the system's timers.</summary>
    internal void Repeat()
    {
        if (_period > TimeSpan.Zero)
            time.Arm(this, _period);
    }

    public void Dispose()
    {
        _disposed = true;
        time.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    void Call() => callback(state);

    void FireNow()
    {
        Repeat();
        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
    }

    static void ThrowIfOutOfRange(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value > Longest))
            throw new ArgumentOutOfRangeException(name, value, "Zero to 49 days, or infinite.");
    }
}
