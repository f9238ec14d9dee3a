namespace ApiAuth.Middleware.Keys;

/// <summary>When the next fetch is due.</summary>
static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>1, 2, 4 … 60 seconds, or what the issuer asked for if that is longer, up to 15 minutes; with up to a tenth of jitter on top.</summary>
    public static TimeSpan AfterFailure(int failures, TimeSpan? retryAfter)
    {
        var step = Shorter(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10) - 1)), Longest);
        var asked = Shorter(retryAfter ?? TimeSpan.Zero, LongestRetryAfter);
        return (asked > step ? asked : step) * (1 + Jitter());
    }

    /// <summary>
    /// Ahead of the end of the lifetime, up to a tenth earlier, so that many hosts do not ask at once; and in time to end before the lifetime does,
    /// where half of it leaves room for that.
    /// </summary>
    public static TimeSpan AfterSuccess(TimeSpan lifetime, double refreshAhead, TimeSpan fetchTimeout)
    {
        var latest = lifetime - Shorter(fetchTimeout, lifetime / 2);
        return Shorter(lifetime * refreshAhead * (1 - Jitter()), latest);
    }

    private static double Jitter() => Random.Shared.NextDouble() / 10;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
