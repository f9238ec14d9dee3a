namespace ApiAuth.Middleware;

/// <summary>
/// The same checks, keys, memory and hooks without an HTTP request: for workers, functions, message handlers. A singleton; keyed by scheme in
/// dependency injection, and unkeyed for the scheme that was registered first.
/// </summary>
public interface IAccessTokenValidator
{
    /// <summary>Examines a token. Hooks are created from a scope of their own.</summary>
    /// <param name="token">The token alone, without <c>Bearer</c>.</param>
    /// <param name="cancellationToken">Ends the wait for signing keys.</param>
    /// <returns>The token, or the reason why it is refused. Never throws for a bad token.</returns>
    ValueTask<AccessTokenResult> ValidateAsync(string token, CancellationToken cancellationToken = default);
}
