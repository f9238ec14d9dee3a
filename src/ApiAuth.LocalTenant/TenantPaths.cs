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

    /// <summary>The token endpoint, RFC 6749 §3.2.</summary>
    public const string Token = "/oauth/token";

    /// <summary>The pages for people; see <see cref="LocalTenantOptions.Dashboard"/>.</summary>
    public const string Dashboard = "/dashboard";
}
