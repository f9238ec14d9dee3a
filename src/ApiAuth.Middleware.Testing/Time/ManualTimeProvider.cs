using ApiAuth.Middleware.Testing.Time;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// A clock that stands still until <see cref="Advance"/> moves it, with timers that fire on the way.
/// Delays, time-outs and <see cref="PeriodicTimer"/>s that are given this provider follow it.
/// </summary>
/// <remarks>
/// Due timers fire on the thread that advances, in the order in which they are due (creation breaks ties), and each sees the clock at its own due time.
/// A timer that is started with no delay fires on the thread pool, without an advance. An exception of a callback leaves <see cref="Advance"/>. Thread-safe.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly Milestones timerCount = new();
    private readonly DateTimeOffset start;
    private DateTimeOffset now;
    private DateTimeOffset horizon;
    private long arming;

    /// <summary>Starts at 2026-01-01T00:00:00Z.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at a given moment.</summary>
    /// <param name="start">What <see cref="GetUtcNow"/> answers until the first advance.</param>
    public ManualTimeProvider(DateTimeOffset start)
    {
        this.start = now = horizon = start.ToUniversalTime();
    }

    /// <summary>How many timers are armed: delays, time-outs and periodic timers that have yet to fire.</summary>
    public int Timers
    {
        get
        {
            lock (gate)
                return timers.Count;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - start).Ticks;

    /// <summary>Moves the clock forward and fires every timer that becomes due, those that callbacks start on the way included.</summary>
    /// <param name="duration">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        DateTimeOffset target;
        lock (gate)
            target = horizon += duration;

        // Timers know no synchronization context. With the caller's, what awaits a delay would be posted to it and miss the rest of this advance.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (TakeDue(target) is { } timer)
                timer.Fire();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>
    /// Completes once at least <paramref name="count"/> timers are armed at the same moment, at once if they are: the code under test is about to wait.
    /// </summary>
    /// <remarks>Code on another thread arms its timer a moment before it awaits it. Where it waits several times in a row, wait for it and advance it step by step.</remarks>
    /// <param name="count">One or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenTimersAsync(int count = 1, CancellationToken cancellationToken = default) => timerCount.WhenAtLeast(count).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Arm(ManualTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (!timer.IsDisposed)
            {
                timer.Due = now + dueTime;
                timer.Order = arming++;
                timers.Add(timer);
            }

            timerCount.Report(timers.Count);
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
            timerCount.Report(timers.Count);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var timer = timers.Where(t => t.Due <= target).OrderBy(t => t.Due).ThenBy(t => t.Order).FirstOrDefault();
            var moment = timer?.Due ?? target;
            if (moment > now)
                now = moment;
            if (timer is null)
                return null;

            // A period is armed again before the callback runs, as the system's timers do, so that the callback may change or dispose its own timer.
            Disarm(timer);
            timer.Repeat();
            return timer;
        }
    }
}
