using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware;

/// <summary>
/// The application's own say. Runs on every request that brings a token, remembered tokens included, created from the request's services.
/// Hooks run by <see cref="Order"/>, then as registered; the first refusal ends them. One that throws makes the request a 500, never an authenticated one.
/// </summary>
public interface IAccessTokenHook
{
    /// <summary>Lower comes first. Default 0.</summary>
    int Order => 0;

    /// <summary>The token passed every check. May add claims to the request's user, or refuse; claims never widen scopes or permissions.</summary>
    ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken) => ValueTask.FromResult(AccessTokenHookResult.Continue);

    /// <summary>The request is being refused, for whatever reason; nothing can be changed any more. Not called on endpoints that allow anonymous callers.</summary>
    ValueTask OnRefusedAsync(AccessTokenRefusal refusal, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>What a hook sees of a token that passed.</summary>
public sealed class AccessTokenHookContext
{
    internal AccessTokenHookContext(AccessToken token, string scheme, HttpContext? httpContext) =>
        (Token, Scheme, HttpContext) = (token, scheme, httpContext);

    /// <summary>The token.</summary>
    public AccessToken Token { get; }

    /// <summary>The authentication scheme that examined it.</summary>
    public string Scheme { get; }

    /// <summary>The request; null where <see cref="IAccessTokenValidator"/> is called outside one.</summary>
    public HttpContext? HttpContext { get; }

    internal List<Claim>? Added { get; private set; }

    /// <summary>Adds a claim to the user of this request.</summary>
    public void AddClaim(string type, string value) => (Added ??= []).Add(new(type, value));
}

/// <summary>What a hook says to a token.</summary>
public readonly struct AccessTokenHookResult
{
    private AccessTokenHookResult(AuthErrorReason reason, int status, string? detail) => (Reason, Status, Detail) = (reason, status, detail);

    /// <summary>Nothing against it.</summary>
    public static AccessTokenHookResult Continue => default;

    /// <summary>The token was revoked: 401 <c>invalid_token</c>, <see cref="AuthErrorReason.TokenRevoked"/>.</summary>
    public static AccessTokenHookResult Revoked() => new(AuthErrorReason.TokenRevoked, 401, null);

    /// <summary>The caller may not come in: 403 without a challenge, <see cref="AuthErrorReason.RefusedByHook"/>.</summary>
    /// <param name="detail">Why, in words that the caller is shown.</param>
    public static AccessTokenHookResult Forbid(string detail) => new(AuthErrorReason.RefusedByHook, 403, detail);

    /// <summary>Another token might do: 401 <c>invalid_token</c>, <see cref="AuthErrorReason.RefusedByHook"/>.</summary>
    /// <param name="detail">Why, in words that the caller is shown.</param>
    public static AccessTokenHookResult Unauthorized(string detail) => new(AuthErrorReason.RefusedByHook, 401, detail);

    internal AuthErrorReason? Reason { get; }

    internal int Status { get; }

    internal string? Detail { get; }
}

/// <summary>A refusal, as hooks hear of it.</summary>
/// <param name="Scheme">The authentication scheme that refuses.</param>
/// <param name="Reason">Why.</param>
/// <param name="Explanation">What was expected and what was found, fit for a log.</param>
/// <param name="Status">The HTTP status that the caller gets.</param>
/// <param name="HttpContext">The request.</param>
public sealed record AccessTokenRefusal(string Scheme, AuthErrorReason Reason, string Explanation, int Status, HttpContext HttpContext);
