using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>What a client may do for a user at an API: the API's policy, the client grant, the user's permissions.</summary>
internal sealed class UserAccess(TenantStore store)
{
    /// <summary>Null where the client may act for users there.</summary>
    public OAuthError? Refusal(Client client, ResourceServer api) =>
        api.UserPolicy == UserAccessPolicy.DenyAll || (NeedsGrant(client, api) && FindGrant(client, api) is null)
            ? OAuthError.ApiNotForClient(client, api.Identifier)
            : null;

    /// <summary>What is left of the scopes that the client asked for; everything else is dropped silently.</summary>
    public IReadOnlyList<string> Scope(User user, Client client, ResourceServer? api, IReadOnlyList<string> requested)
    {
        var known = new HashSet<string>(OfApi(user, client, api));
        if (!client.IsStrictThirdParty)
            known.UnionWith(OpenIdScopes.Identity);
        // Without an API nobody is asked, and an application of somebody else is told who signed in, but not for good.
        if (client.GrantTypes.Contains(GrantType.RefreshToken) && (api?.AllowOfflineAccess ?? client.IsFirstParty))
            known.Add(OpenIdScopes.OfflineAccess);
        return [.. requested.Where(known.Contains)];
    }

    public static IReadOnlyList<string> Permissions(User user, ResourceServer api) =>
        [.. user.Permissions.Where(permission => permission.Audience == api.Identifier).Select(permission => permission.Value)];

    private IEnumerable<string> OfApi(User user, Client client, ResourceServer? api)
    {
        if (api is null)
            return [];
        var scopes = api.Scopes.Select(scope => scope.Value);
        if (FindGrant(client, api) is { } grant)
            scopes = scopes.Intersect(grant.Scope);
        return api.EnforcePolicies ? scopes.Intersect(Permissions(user, api)) : scopes;
    }

    private ClientGrant? FindGrant(Client client, ResourceServer api) => store.FindClientGrant(client, api, SubjectType.User);

    private static bool NeedsGrant(Client client, ResourceServer api) => !client.IsFirstParty || api.UserPolicy == UserAccessPolicy.RequireClientGrant;
}
