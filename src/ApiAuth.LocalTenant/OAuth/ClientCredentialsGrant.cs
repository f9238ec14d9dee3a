using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>A client asks for a token of its own (RFC 6749 §4.4).</summary>
internal sealed class ClientCredentialsGrant(TenantStore store, AccessTokenWriter tokens)
{
    private static readonly TimeSpan OpaqueLifetime = TimeSpan.FromHours(24);

    public TokenResult Issue(Client client, OAuthParameters parameters) => Issue(client, parameters.Audience(store.Current.Settings), parameters["scope"]);

    /// <summary>As if the client had proved who it is.</summary>
    public TokenResult Issue(Client client, string? requestedAudience, string? scope)
    {
        var settings = store.Current.Settings;
        if ((requestedAudience ?? settings.DefaultAudience) is not { } audience)
            return NoAudience(settings.Doubtful);
        if (store.FindResourceServer(audience) is not { } api)
            return OAuthError.UnknownAudience(audience);
        if (api.ClientPolicy == ClientAccessPolicy.DenyAll)
            return OAuthError.ApiNotForClient(client, audience);
        if (store.FindClientGrant(client, api, SubjectType.Client) is not { } grant)
            return OAuthError.NoClientGrant(client, audience, settings.Doubtful);

        var requested = ScopeString.Parse(scope);
        var excess = requested.Except(grant.Scope).ToList();
        if (excess.Count > 0)
            return OAuthError.ScopesNotGranted(excess);
        var wantsAll = requested.Count == 0 && settings.Doubtful.ClientCredentialsWithoutScope == NoScopeAnswer.AllOfGrant;
        return tokens.Write(Content(client, api, wantsAll ? grant.Scope : requested));
    }

    private static TokenResult NoAudience(DoubtfulAnswers doubtful) => doubtful.ClientCredentialsWithoutAudience == NoAudienceAnswer.Refused
        ? OAuthError.NoAudience
        : new IssuedToken(Ids.NewOpaqueToken(), OpaqueLifetime, []);

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
