namespace ApiAuth.Middleware;

/// <summary>The signing keys that this host holds, over all schemes: one set per issuer.</summary>
public interface IApiAuthKeys
{
    /// <summary>What each issuer's key set is like at this moment. Reads memory only.</summary>
    IReadOnlyList<IssuerKeyState> Issuers { get; }

    /// <summary>
    /// Fetches every issuer's keys now, whatever their age and whatever failed before; a key that an issuer withdrew is refused from then on.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the fetch.</param>
    /// <exception cref="InvalidOperationException">At least one issuer's keys could not be fetched; the message says which and why. The others are renewed.</exception>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}

/// <summary>One issuer's key set at one moment, as health checks and metrics show it.</summary>
/// <param name="Issuer">The issuer, as its tokens spell it.</param>
/// <param name="Status">Whether tokens can be checked.</param>
/// <param name="KeyCount">How many usable keys are held.</param>
/// <param name="Age">Since the beginning of the last fetch that succeeded; null if none did, or the keys were given as text.</param>
/// <param name="LastError">What the last fetch failed with; null if it succeeded.</param>
public sealed record IssuerKeyState(string Issuer, IssuerKeyStatus Status, int KeyCount, TimeSpan? Age, string? LastError)
{
    /// <summary>Whether a fetch is under way.</summary>
    public bool IsFetching { get; init; }
}

/// <summary>Whether an issuer's tokens can be checked.</summary>
public enum IssuerKeyStatus
{
    /// <summary>No keys were ever loaded, or they are past <see cref="KeyOptions.MaxStale"/>: requests are answered 503.</summary>
    None,

    /// <summary>The keys are older than <see cref="KeyOptions.KeyLifetime"/> and serve because fetches fail.</summary>
    Stale,

    /// <summary>The keys are within <see cref="KeyOptions.KeyLifetime"/>.</summary>
    Fresh,
}
