using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>A client asks for a token of its own (RFC 6749 §4.4).</summary>
internal sealed class ClientCredentialsGrant(TenantStore store, AccessTokenWriter tokens)
{
    public TokenResult Issue(Client client, TokenParameters parameters)
    {
        var audience = parameters["audience"] ?? store.Current.Settings.DefaultAudience;
        if (audience is null)
            return OAuthError.NoAudience;
        if (store.FindResourceServer(audience) is not { } api)
            return OAuthError.UnknownAudience(audience);
        if (api.ClientPolicy == ClientAccessPolicy.DenyAll)
            return OAuthError.ApiNotForClient(client, audience);
        if (store.FindClientGrant(client, api, SubjectType.Client) is not { } grant)
            return OAuthError.NoClientGrant(client, audience);

        var requested = ScopeString.Parse(parameters["scope"]);
        var excess = requested.Except(grant.Scope).ToList();
        return excess.Count > 0
            ? OAuthError.ScopesNotGranted(excess)
            : tokens.Write(Content(client, api, requested.Count > 0 ? requested : grant.Scope));
    }

    private static AccessTokenContent Content(Client client, ResourceServer api, IReadOnlyList<string> scope) => new()
    {
        Api = api,
        Client = client,
        Subject = $"{client.ClientId}@clients",
        Scope = scope,
        Permissions = scope,
        Lifetime = api.TokenLifetime,
        GrantKind = "client-credentials",
    };
}
