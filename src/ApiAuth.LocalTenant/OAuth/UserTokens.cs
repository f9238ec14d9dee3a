using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Decides what a user's token may say.</summary>
internal sealed class UserTokens(TenantStore store, AccessTokenWriter tokens)
{
    private static readonly string[] OpenIdScopes = ["openid", "profile", "email", "address", "phone"];

    public TokenResult Issue(User user, Client client, UserTokenRequest request)
    {
        var requested = ScopeString.Parse(request.Scope);
        if ((request.Audience ?? store.Current.Settings.DefaultAudience) is not { } audience)
            return new IssuedToken(Ids.NewOpaqueToken(), TimeSpan.FromHours(24), [.. requested.Intersect(OpenIdScopes)]);
        if (store.FindResourceServer(audience) is not { } api)
            return OAuthError.UnknownAudience(audience);

        var grant = store.FindClientGrant(client, api, SubjectType.User);
        if (api.UserPolicy == UserAccessPolicy.DenyAll || (grant is null && NeedsGrant(api, client)))
            return OAuthError.ApiNotForClient(client, audience);

        var permissions = Permissions(user, api);
        var granted = requested.Where(scope => OpenIdScopes.Contains(scope) || IsGranted(scope, api, grant, permissions)).ToList();
        return tokens.Write(new()
        {
            Api = api,
            Client = client,
            Subject = user.UserId,
            Scope = granted,
            Permissions = permissions,
            Lifetime = request.ForWeb ? api.TokenLifetimeForWeb : api.TokenLifetime,
            ForUserInfo = granted.Contains("openid") && api.SigningAlgorithm == SigningAlgorithm.RS256,
        });
    }

    private static bool NeedsGrant(ResourceServer api, Client client) =>
        !client.IsFirstParty || api.UserPolicy == UserAccessPolicy.RequireClientGrant;

    private static bool IsGranted(string scope, ResourceServer api, ClientGrant? grant, IReadOnlyList<string> permissions) =>
        api.Scopes.Any(known => known.Value == scope)
        && (grant is null || grant.Scope.Contains(scope))
        && (!api.EnforcePolicies || permissions.Contains(scope));

    private static List<string> Permissions(User user, ResourceServer api) =>
        [.. user.Permissions.Where(permission => permission.Audience == api.Identifier).Select(permission => permission.Value)];
}
