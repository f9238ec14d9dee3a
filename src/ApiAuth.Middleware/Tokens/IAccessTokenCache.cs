namespace ApiAuth.Middleware;

/// <summary>
/// The validated tokens that one scheme remembers (<see cref="TokenCacheOptions"/>). A singleton; keyed by scheme in dependency injection, and unkeyed
/// for the scheme that was registered first.
/// </summary>
public interface IAccessTokenCache
{
    /// <summary>How many tokens are remembered at this moment; never more than <see cref="TokenCacheOptions.Capacity"/>.</summary>
    int Count { get; }

    /// <summary>Forgets all of them: each is examined whole when it comes again. A token that is being examined meanwhile may be remembered afterwards.</summary>
    void Clear();
}
