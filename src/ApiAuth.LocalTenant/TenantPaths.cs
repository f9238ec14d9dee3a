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

    /// <summary>The page on which a user chooses a new password; see <see cref="User.MustChangePassword"/>.</summary>
    public const string ChangePassword = "/u/change-password";

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

    /// <summary>Management API: the APIs.</summary>
    public const string ResourceServers = "/api/v2/resource-servers";

    /// <summary>Management API: one API, by its id or its URL-encoded identifier.</summary>
    public const string ResourceServer = "/api/v2/resource-servers/{id}";

    /// <summary>Management API: the applications.</summary>
    public const string Clients = "/api/v2/clients";

    /// <summary>Management API: one application.</summary>
    public const string Client = "/api/v2/clients/{id}";

    /// <summary>Management API: the public keys of an application that signs.</summary>
    public const string ClientCredentials = "/api/v2/clients/{id}/credentials";

    /// <summary>Management API: a new secret for an application.</summary>
    public const string RotateSecret = "/api/v2/clients/{id}/rotate-secret";

    /// <summary>Management API: what applications may ask for.</summary>
    public const string ClientGrants = "/api/v2/client-grants";

    /// <summary>Management API: one client grant.</summary>
    public const string ClientGrant = "/api/v2/client-grants/{id}";

    /// <summary>Management API: what users allowed applications.</summary>
    public const string Grants = "/api/v2/grants";

    /// <summary>Management API: what one user allowed one application at one API.</summary>
    public const string Grant = "/api/v2/grants/{id}";

    /// <summary>Management API: the signing keys.</summary>
    public const string SigningKeys = "/api/v2/keys/signing";

    /// <summary>Management API: one signing key, by its <c>kid</c>.</summary>
    public const string SigningKey = "/api/v2/keys/signing/{id}";

    /// <summary>Management API: makes the next signing key the current one.</summary>
    public const string RotateSigningKey = "/api/v2/keys/signing/rotate";

    /// <summary>Management API: takes the previous signing key out of the JWKS.</summary>
    public const string RevokeSigningKey = "/api/v2/keys/signing/{id}/revoke";

    /// <summary>Management API: the settings of the tenant.</summary>
    public const string TenantSettings = "/api/v2/tenants/settings";

    /// <summary>Control plane: the clock; see <see cref="LocalTenantOptions.ControlPlane"/>.</summary>
    public const string LocalClock = "/local/clock";

    /// <summary>Control plane: what goes wrong on purpose.</summary>
    public const string LocalFaults = "/local/faults";

    /// <summary>Control plane: one fault.</summary>
    public const string LocalFault = "/local/faults/{id}";

    /// <summary>Control plane: the requests that came.</summary>
    public const string LocalRequests = "/local/requests";

    /// <summary>Control plane: back to the seed.</summary>
    public const string LocalReset = "/local/reset";

    /// <summary>Control plane: signs any header and claims.</summary>
    public const string LocalSign = "/local/sign";

    /// <summary>Control plane: a user's token without a sign-in.</summary>
    public const string LocalToken = "/local/token";

    /// <summary>The pages for people; see <see cref="LocalTenantOptions.Dashboard"/>.</summary>
    public const string Dashboard = "/dashboard";
}
