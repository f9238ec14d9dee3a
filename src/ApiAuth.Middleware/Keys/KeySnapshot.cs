namespace ApiAuth.Middleware.Keys;

/// <summary>All that is known about an issuer's keys at one moment. Immutable, swapped whole.</summary>
sealed record KeySnapshot
{
    private KeySnapshot()
    {
    }

    public static KeySnapshot Empty { get; } = new();

    /// <summary>The newest set; null until a fetch succeeded.</summary>
    public KeySet? Set { get; private init; }

    /// <summary>When the fetch that brought <see cref="Set"/> began: the set is no newer than that.</summary>
    public Moment FetchedAt { get; private init; }

    /// <summary>The number of the fetch that brought <see cref="Set"/>.</summary>
    public long FetchNumber { get; private init; }

    /// <summary>How many fetches failed in a row.</summary>
    public int Failures { get; private init; }

    /// <summary>What the last fetch failed with; null if it succeeded or none has ended.</summary>
    public FetchFailure? LastFailure { get; private init; }

    // The next fetch is due so long after that moment: ahead of the lifetime after a success, at the end of the back-off after a failure.
    private Moment PauseFrom { get; init; }

    private TimeSpan Pause { get; init; }

    public static KeySnapshot Of(KeySet set, long number, Moment begun, TimeSpan pause) =>
        new() { Set = set, FetchedAt = begun, FetchNumber = number, PauseFrom = begun, Pause = pause };

    public KeySnapshot WithFailure(FetchFailure failure, Moment now) =>
        this with { Failures = Failures + 1, LastFailure = failure, PauseFrom = now, Pause = BackOff.AfterFailure(Failures + 1, failure.RetryAfter) };

    /// <summary>How long until the next fetch is due; zero or less if it is.</summary>
    public TimeSpan DueIn(Moment now) => Pause - now.Since(PauseFrom);

    public bool IsDue(Moment now) => DueIn(now) <= TimeSpan.Zero;
}
