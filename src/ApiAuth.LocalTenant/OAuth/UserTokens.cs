using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Issues the access tokens that users authorized.</summary>
internal sealed class UserTokens(TenantStore store, UserAccess access, AccessTokenWriter writer, TenantState state, TimeProvider time)
{
    private static readonly TimeSpan OpaqueLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan OpaqueLifetimeForWeb = TimeSpan.FromHours(2);

    /// <summary>As if the user had signed in and consented.</summary>
    public TokenResult Issue(User user, Client client, UserTokenRequest request)
    {
        var api = default(ResourceServer);
        if ((request.Audience ?? store.Current.Settings.DefaultAudience) is { } audience)
        {
            api = store.FindResourceServer(audience);
            if (api is null)
                return OAuthError.UnknownAudience(audience);
            if (access.Refusal(client, api) is { } refusal)
                return refusal;
        }

        var authorization = new UserAuthorization
        {
            UserId = user.UserId,
            ClientId = client.ClientId,
            Audience = api?.Identifier,
            Scope = access.Scope(user, client, api, ScopeString.Parse(request.Scope)),
            SignedInAt = time.GetUtcNow(),
        };
        return Issue(new(authorization, user, client, api), authorization.Scope, request.ForWeb);
    }

    /// <param name="grant">Who authorized whom.</param>
    /// <param name="scope">What the token is good for.</param>
    /// <param name="forWeb">Whether the browser receives the token directly.</param>
    /// <param name="kind">The value of <c>gty</c>; null for none.</param>
    public IssuedToken Issue(Authorized grant, IReadOnlyList<string> scope, bool forWeb = false, string? kind = null) =>
        grant.Api is { } api ? writer.Write(Content(grant, api, scope, forWeb, kind)) : IssueOpaque(grant, scope, forWeb);

    private IssuedToken IssueOpaque(Authorized grant, IReadOnlyList<string> scope, bool forWeb)
    {
        var token = Ids.NewOpaqueToken();
        var lifetime = forWeb ? OpaqueLifetimeForWeb : OpaqueLifetime;
        var now = time.GetUtcNow();
        state.OpaqueTokens.Add(token, new(grant.Authorization with { Scope = scope }, now, now + lifetime), lifetime);
        return new(token, lifetime, scope);
    }

    private static AccessTokenContent Content(Authorized grant, ResourceServer api, IReadOnlyList<string> scope, bool forWeb, string? kind) => new()
    {
        Api = api,
        Client = grant.Client,
        Subject = grant.User.UserId,
        User = grant.User,
        Scope = scope,
        Permissions = UserAccess.Permissions(grant.User, api),
        Lifetime = forWeb ? api.TokenLifetimeForWeb : api.TokenLifetime,
        GrantKind = kind,
        ForUserInfo = scope.Contains(OpenIdScopes.OpenId) && api.SigningAlgorithm == SigningAlgorithm.RS256,
    };
}

/// <summary>An authorization together with those it names, as they are now.</summary>
internal sealed record Authorized(UserAuthorization Authorization, User User, Client Client, ResourceServer? Api);
