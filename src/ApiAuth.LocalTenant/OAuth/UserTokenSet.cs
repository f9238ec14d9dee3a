using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Everything that the token endpoint gives for a user's authorization: access token, ID token, refresh token.</summary>
internal sealed class UserTokenSet(TenantStore store, UserAccess access, UserTokens accessTokens, IdTokenWriter idTokens, RefreshTokens refreshTokens)
{
    /// <summary>The authorization with those it names; null where one of them, or the user's consent, is gone.</summary>
    public Authorized? Find(UserAuthorization authorization)
    {
        var api = authorization.Audience is { } audience ? store.FindResourceServer(audience) : null;
        return store.FindUser(authorization.UserId) is { } user
            && store.FindClient(authorization.ClientId) is { } client
            && (api is not null || authorization.Audience is null)
            && IsAllowed(authorization, client, api)
            ? new(authorization, user, client, api)
            : null;
    }

    /// <summary>The first tokens of an authorization.</summary>
    public IssuedToken Issue(Authorized grant)
    {
        var scope = Present(grant, grant.Authorization.Scope);
        var refreshes = scope.Contains(OpenIdScopes.OfflineAccess);
        return Issue(grant, scope, kind: null) with { RefreshToken = refreshes ? refreshTokens.Start(grant.Authorization) : null };
    }

    /// <summary>Later tokens; their ID token has no nonce (OpenID Connect Core 1.0 §12.2).</summary>
    public IssuedToken Refresh(Authorized grant, RefreshToken token, string secret, IReadOnlyList<string> scope)
    {
        var later = grant with { Authorization = grant.Authorization with { Nonce = null } };
        return Issue(later, Present(later, scope), kind: GrantType.RefreshToken) with { RefreshToken = refreshTokens.Rotate(grant.Client, token, secret) };
    }

    private IssuedToken Issue(Authorized grant, IReadOnlyList<string> scope, string? kind) => accessTokens.Issue(grant, scope, kind: kind) with
    {
        IdToken = scope.Contains(OpenIdScopes.OpenId) ? idTokens.Write(grant, scope) : null,
    };

    private bool IsAllowed(UserAuthorization authorization, Client client, ResourceServer? api) =>
        api is null || (access.Refusal(client, api) is null && (!authorization.NeededConsent || Consent(authorization) is not null));

    // Permissions, client grant and consent may have shrunk since.
    private IReadOnlyList<string> Present(Authorized grant, IReadOnlyList<string> scope)
    {
        var left = access.Scope(grant.User, grant.Client, grant.Api, scope);
        return grant.Authorization.NeededConsent && Consent(grant.Authorization) is { } consent
            ? [.. left.Where(word => consent.Scope.Contains(word) || OpenIdScopes.Identity.Contains(word))]
            : left;
    }

    private UserGrant? Consent(UserAuthorization authorization) =>
        store.FindUserGrant(authorization.UserId, authorization.ClientId, authorization.Audience!) is { } consent && consent.Id == authorization.ConsentId
            ? consent
            : null;
}
