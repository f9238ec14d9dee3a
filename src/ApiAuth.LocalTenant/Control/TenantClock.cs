namespace ApiAuth.LocalTenant;

/// <summary>
/// The tenant's clock: real time, moved or stopped by hand. It decides <c>iat</c>, <c>exp</c> and what has expired; waiting, such as for a
/// <see cref="TenantFault.Delay"/>, takes real time. Safe to use from many threads.
/// </summary>
public sealed class TenantClock : TimeProvider
{
    private readonly Lock changing = new();
    private readonly TimeProvider real;
    private TimeSpan ahead;
    private DateTimeOffset? stoppedAt;

    internal TenantClock(TimeProvider real) => this.real = real;

    /// <summary>Whether the clock stands still.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (changing)
                return stoppedAt is not null;
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>What the clock says.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (changing)
            return stoppedAt ?? real.GetUtcNow() + ahead;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Stops the clock where it is.</summary>
    public void Freeze()
    {
        lock (changing)
            stoppedAt = GetUtcNow();
    }

    /// <summary>Lets a clock that stands still go on from where it is.</summary>
    public void Resume()
    {
        lock (changing)
        {
            if (stoppedAt is { } stopped)
                (ahead, stoppedAt) = (stopped - real.GetUtcNow(), null);
        }
    }

    /// <summary>Moves the clock on, or back where <paramref name="time"/> is negative; a clock that stands still stays so.</summary>
    /// <exception cref="LocalTenantException">The clock would leave the years 1970 to 9998.</exception>
    public void Advance(TimeSpan time)
    {
        lock (changing)
            Set(GetUtcNow(), time);
    }

    /// <summary>Puts the clock to a time; a clock that stands still stays so.</summary>
    /// <exception cref="LocalTenantException">The time lies outside the years 1970 to 9998.</exception>
    public void Set(DateTimeOffset now)
    {
        lock (changing)
            Set(now, TimeSpan.Zero);
    }

    /// <summary>Goes back to real time.</summary>
    public void Reset()
    {
        lock (changing)
            (ahead, stoppedAt) = (TimeSpan.Zero, null);
    }

    private void Set(DateTimeOffset from, TimeSpan by)
    {
        // NumericDate begins in 1970, and a token of 30 days still has to end before the calendar does.
        var ticks = (decimal)from.UtcTicks + by.Ticks;
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks >= new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks)
            throw new LocalTenantException("The tenant's clock can be set to the years 1970 to 9998 only.");
        var now = new DateTimeOffset((long)ticks, TimeSpan.Zero);
        if (stoppedAt is null)
            ahead = now - real.GetUtcNow();
        else
            stoppedAt = now;
    }
}
