using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>A client exchanges a refresh token (RFC 6749 §6).</summary>
internal sealed class RefreshTokenGrant(TenantStore store, RefreshTokens refreshTokens, UserTokenSet tokens)
{
    public TokenResult Issue(Client client, OAuthParameters parameters)
    {
        if (parameters["refresh_token"] is not { } secret)
            return OAuthError.MissingParameter("refresh_token");
        if (refreshTokens.Redeem(client, secret) is not { } token || tokens.Find(token.Authorization) is not { } grant)
            return OAuthError.BadRefreshToken(store.Current.Settings.Doubtful);
        return tokens.Refresh(grant, token, secret, Narrow(token.Authorization.Scope, parameters["scope"]));
    }

    /// <summary>A request can ask for less, for this once; what goes beyond is dropped.</summary>
    private static IReadOnlyList<string> Narrow(IReadOnlyList<string> scope, string? requested) =>
        requested is null ? scope : [.. scope.Intersect(ScopeString.Parse(requested))];
}
