using ApiAuth.LocalTenant.Cors;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.RateLimits;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Userinfo;

/// <summary><c>/userinfo</c> (OpenID Connect Core 1.0 §5.3): what the token's scopes tell about its user.</summary>
internal sealed class UserInfoEndpoint(TenantStore store, TenantState state, AccessTokenReader reader, TenantIssuer issuer, CrossOrigin origins, RateLimitGate gate)
{
    public Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (BearerToken(context.Request) is not { } token
            || Find(token) is not var (userId, clientId, scope)
            || store.FindUser(userId) is not { } user
            || store.FindClient(clientId) is not { IsStrictThirdParty: false } client)
            return RefuseAsync(context);

        RequestOutcome.Of(context).ClientId = clientId;
        origins.Allow(context, client);
        if (!gate.Admits(context, $"user {user.UserId}"))
            return context.RefuseAsync(OAuthError.TooManyRequests);
        var claims = UserClaims.Of(user, scope);
        if (scope.Contains(OpenIdScopes.OpenId))
            claims.Insert(0, "sub", user.UserId);
        return context.Response.WriteWireJsonAsync(claims);
    }

    private (string UserId, string ClientId, IReadOnlyList<string> Scope)? Find(string token)
    {
        if (state.OpaqueTokens.Find(token) is { Authorization: { } opaque })
            return (opaque.UserId, opaque.ClientId, opaque.Scope);
        return reader.Read(token) is { } read && read.IsFor($"{issuer.Value}userinfo") && read is { ClientId: { } clientId } && read.Text("sub") is { } subject
            ? (subject, clientId, read.Scope)
            : null;
    }

    private Task RefuseAsync(HttpContext context)
    {
        origins.Allow(context, client: null);
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return context.RefuseAsync(store.Current.Settings.Doubtful.BadUserInfoToken == BadUserInfoTokenAnswer.InvalidToken
            ? new(401, "invalid_token", "The access token is missing, malformed, expired or not for this endpoint")
            : new(401, "unauthorized", "invalid credentials"));
    }

    private static string? BearerToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : null;
}
