namespace ApiAuth.LocalTenant;

/// <summary>The paths that the tenant answers, below its issuer.</summary>
public static class TenantPaths
{
    /// <summary>OpenID Connect Discovery 1.0 §4.</summary>
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";

    /// <summary>RFC 8414 §3; the same document.</summary>
    public const string AuthorizationServer = "/.well-known/oauth-authorization-server";

    /// <summary>The JWK Set, RFC 7517 §5.</summary>
    public const string Jwks = "/.well-known/jwks.json";

    /// <summary>The authorization endpoint, RFC 6749 §3.1.</summary>
    public const string Authorize = "/authorize";

    /// <summary>The login page.</summary>
    public const string Login = "/u/login";

    /// <summary>The consent page.</summary>
    public const string Consent = "/u/consent";

    /// <summary>The token endpoint, RFC 6749 §3.2.</summary>
    public const string Token = "/oauth/token";

    /// <summary>The userinfo endpoint, OpenID Connect Core 1.0 §5.3.</summary>
    public const string UserInfo = "/userinfo";

    /// <summary>The revocation endpoint, RFC 7009, for refresh tokens.</summary>
    public const string Revoke = "/oauth/revoke";

    /// <summary>The introspection endpoint, RFC 7662; only where <see cref="TenantSettings.Introspection"/> is on.</summary>
    public const string Introspect = "/oauth/introspect";

    /// <summary>Auth0's logout.</summary>
    public const string Logout = "/v2/logout";

    /// <summary>The end session endpoint, OpenID Connect RP-Initiated Logout 1.0 §2.</summary>
    public const string OidcLogout = "/oidc/logout";

    /// <summary>The pages for people; see <see cref="LocalTenantOptions.Dashboard"/>.</summary>
    public const string Dashboard = "/dashboard";
}
