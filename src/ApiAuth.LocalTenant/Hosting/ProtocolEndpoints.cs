using ApiAuth.LocalTenant.Authorize;
using ApiAuth.LocalTenant.Consent;
using ApiAuth.LocalTenant.Cors;
using ApiAuth.LocalTenant.Discovery;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Introspection;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Login;
using ApiAuth.LocalTenant.Logout;
using ApiAuth.LocalTenant.OAuth;
using ApiAuth.LocalTenant.Pages;
using ApiAuth.LocalTenant.RateLimits;
using ApiAuth.LocalTenant.Revocation;
using ApiAuth.LocalTenant.Sessions;
using ApiAuth.LocalTenant.State;
using ApiAuth.LocalTenant.Tokens;
using ApiAuth.LocalTenant.Userinfo;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Hosting;

/// <summary>The endpoints of OAuth 2.0 and OpenID Connect, put together.</summary>
internal sealed class ProtocolEndpoints
{
    private const long LargestForm = 64 * 1024;

    private readonly TenantIssuer issuer;
    private readonly CrossOrigin origins;
    private readonly DiscoveryEndpoints discovery;
    private readonly RepeatByGet repeat;
    private readonly AuthorizeEndpoint authorize;
    private readonly LoginEndpoint login;
    private readonly ChangePasswordEndpoint changePassword;
    private readonly ConsentEndpoint consent;
    private readonly TokenEndpoint token;
    private readonly UserInfoEndpoint userInfo;
    private readonly RevocationEndpoint revocation;
    private readonly IntrospectionEndpoint introspection;
    private readonly LogoutEndpoint logout;

    public ProtocolEndpoints(TenantStore store, TenantState state, TenantIssuer issuer, SigningKeys keys, PageWriter pageWriter, TimeProvider time, bool publishAlgorithms)
    {
        var protection = new EphemeralDataProtectionProvider();
        var pages = new TenantPages(pageWriter);
        var access = new UserAccess(store);
        var clients = new ClientAuthentication(store, new(store, state.Assertions, issuer, time));
        var accessTokens = new AccessTokenWriter(issuer, keys, time);
        var idTokens = new IdTokenWriter(issuer, keys, time);
        var reader = new AccessTokenReader(issuer, keys, time);
        var refreshTokens = new RefreshTokens(state, time);
        var sessions = new UserSessions(store, state.Sessions, issuer, protection, time);
        var transactions = new Transactions(state.Transactions, issuer, protection);
        var grants = new UserGrants(store);
        var responses = new AuthorizationResponses(pages);
        UserTokens = new(store, access, accessTokens, state, time);
        var tokenSet = new UserTokenSet(store, access, UserTokens, idTokens, refreshTokens);
        var flow = new AuthorizationFlow(
            store, new(store, access), transactions, sessions, grants, access, new(store, state, UserTokens, idTokens, time), responses, time);

        var gate = new RateLimitGate(store, state.Quotas);

        this.issuer = issuer;
        origins = new(store);
        discovery = new(issuer, keys, store, publishAlgorithms);
        repeat = new(responses);
        authorize = new(flow);
        login = new(store, transactions, flow, sessions, responses, pages);
        changePassword = new(store, transactions, flow, sessions, responses, pages, time);
        consent = new(store, transactions, flow, sessions, grants, responses, pages);
        ClientTokens = new(store, accessTokens);
        token = new(clients, ClientTokens, new(store, state, tokenSet, time), new(store, refreshTokens, tokenSet), origins, gate);
        userInfo = new(store, state, reader, issuer, origins, gate);
        revocation = new(store, state, clients, grants, origins);
        introspection = new(store, state, reader, clients, issuer);
        logout = new(store, sessions, reader, responses, pages);
    }

    public UserTokens UserTokens { get; }

    public ClientCredentialsGrant ClientTokens { get; }

    public IEnumerable<(string Method, string Path, RequestDelegate Handle)> Table =>
    [
        (HttpMethods.Get, TenantPaths.OpenIdConfiguration, discovery.GetMetadataAsync),
        (HttpMethods.Get, TenantPaths.AuthorizationServer, discovery.GetMetadataAsync),
        (HttpMethods.Get, TenantPaths.Jwks, discovery.GetKeysAsync),
        (HttpMethods.Get, TenantPaths.Authorize, Page(authorize.HandleAsync)),
        (HttpMethods.Post, TenantPaths.Authorize, Page(repeat.HandleAsync)),
        (HttpMethods.Get, TenantPaths.Login, Page(login.GetAsync)),
        (HttpMethods.Post, TenantPaths.Login, Page(login.PostAsync)),
        (HttpMethods.Get, TenantPaths.ChangePassword, Page(changePassword.GetAsync)),
        (HttpMethods.Post, TenantPaths.ChangePassword, Page(changePassword.PostAsync)),
        (HttpMethods.Get, TenantPaths.Consent, Page(consent.GetAsync)),
        (HttpMethods.Post, TenantPaths.Consent, Page(consent.PostAsync)),
        (HttpMethods.Post, TenantPaths.Token, token.HandleAsync),
        (HttpMethods.Options, TenantPaths.Token, origins.PreflightAsync),
        (HttpMethods.Get, TenantPaths.UserInfo, userInfo.HandleAsync),
        (HttpMethods.Post, TenantPaths.UserInfo, userInfo.HandleAsync),
        (HttpMethods.Options, TenantPaths.UserInfo, origins.PreflightAsync),
        (HttpMethods.Post, TenantPaths.Revoke, revocation.HandleAsync),
        (HttpMethods.Options, TenantPaths.Revoke, origins.PreflightAsync),
        (HttpMethods.Post, TenantPaths.Introspect, introspection.HandleAsync),
        (HttpMethods.Get, TenantPaths.Logout, Page(logout.LogoutAsync)),
        (HttpMethods.Get, TenantPaths.OidcLogout, Page(logout.EndSessionAsync)),
        (HttpMethods.Post, TenantPaths.OidcLogout, Page(repeat.HandleAsync)),
    ];

    /// <summary>For the person at this machine: a page that another site's name led to is none of ours.</summary>
    private RequestDelegate Page(RequestDelegate show) => context =>
    {
        FormSize.Limit(context, LargestForm);
        return Callers.MeantThisTenant(context.Request, issuer.Domain) ? show(context) : RefuseHostAsync(context);
    };

    private static Task RefuseHostAsync(HttpContext context)
    {
        PageHeaders.Set(context.Response);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("The Host header names neither this machine nor the issuer. Use the tenant's own address.", context.RequestAborted);
    }
}
