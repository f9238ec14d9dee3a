namespace ApiAuth.Middleware.Keys;

/// <summary>All that is known about an issuer's keys at one moment. Immutable, swapped whole.</summary>
sealed record KeySnapshot
{
    public static KeySnapshot Empty { get; } = new();

    /// <summary>The newest set; null until a fetch succeeded.</summary>
    public KeySet? Set { get; init; }

    /// <summary>When <see cref="Set"/> was fetched.</summary>
    public DateTimeOffset FetchedAt { get; init; }

    /// <summary>The number of the fetch that brought <see cref="Set"/>.</summary>
    public long FetchNumber { get; init; }

    /// <summary>From then on the next fetch is due: ahead of the lifetime after a success, at the end of the back-off after a failure.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>How many fetches failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>What the last fetch failed with; null if it succeeded or none has ended.</summary>
    public FetchFailure? LastFailure { get; init; }
}
