namespace ApiAuth.Middleware.Keys;

/// <summary>When the next fetch is due.</summary>
static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>1, 2, 4 … 60 seconds, or what the issuer asked for if that is longer, up to 15 minutes; with up to a tenth of jitter.</summary>
    public static TimeSpan AfterFailure(int failures, TimeSpan? retryAfter)
    {
        var step = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures, 10) - 1), Longest.TotalSeconds));
        var asked = TimeSpan.FromTicks(Math.Min((retryAfter ?? TimeSpan.Zero).Ticks, LongestRetryAfter.Ticks));
        return (asked > step ? asked : step) * (1 + Jitter());
    }

    /// <summary>Ahead of the end of the lifetime, up to a tenth earlier, so that many hosts do not ask at once.</summary>
    public static TimeSpan AfterSuccess(TimeSpan lifetime, double refreshAhead) => lifetime * refreshAhead * (1 - Jitter());

    private static double Jitter() => Random.Shared.NextDouble() / 10;
}
