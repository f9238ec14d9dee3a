namespace ApiAuth.Middleware.Keys;

/// <summary>The keys of one issuer, as the checks of its tokens see them.</summary>
abstract class IssuerKeys(IssuerSettings settings) : IDisposable
{
    public IssuerSettings Settings => settings;

    public abstract IssuerKeyState State { get; }

    /// <summary>There is a set, and it may be used at this moment.</summary>
    public abstract bool IsServing(DateTimeOffset now);

    /// <summary>The keys that may have signed a token with this <c>kid</c> and <c>alg</c>. To be called when the token comes.</summary>
    /// <param name="kid">As the token's header says; null if it does not.</param>
    /// <param name="algorithm">As the token's header says.</param>
    /// <param name="cancellationToken">Ends the wait, not the fetch.</param>
    public abstract ValueTask<KeyLookup> FindAsync(string? kid, string algorithm, CancellationToken cancellationToken);

    /// <summary>
    /// The keys to try after those that were found, because none of those signed the token: an issuer may have put another key under an old <c>kid</c>, or
    /// under none.
    /// </summary>
    /// <param name="tried">What <see cref="FindAsync"/> found for the same <c>kid</c> and <c>alg</c>.</param>
    /// <param name="kid">As the token's header says; null if it does not.</param>
    /// <param name="algorithm">As the token's header says.</param>
    /// <param name="cancellationToken">Ends the wait, not the fetch.</param>
    /// <returns>Empty if there is nothing newer, or if no fetch may be spent on finding out.</returns>
    public abstract ValueTask<SigningKey[]> FindUntriedAsync(SigningKey[] tried, string? kid, string algorithm, CancellationToken cancellationToken);

    /// <summary>Starts the first fetch, if none was started yet.</summary>
    /// <returns>Ends with that fetch; null if there are keys.</returns>
    public abstract Task<FetchFailure?> WarmUpAsync(CancellationToken cancellationToken);

    /// <summary>Waits for a fetch that begins now or later.</summary>
    /// <returns>Null if it succeeded.</returns>
    public abstract Task<FetchFailure?> RefreshAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
