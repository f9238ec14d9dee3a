namespace ApiAuth.LocalTenant;

/// <summary>The JWS algorithms (RFC 7518 §3.1) that the tenant signs with; all use the same RSA keys.</summary>
public enum SigningAlgorithm
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    RS256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-512.</summary>
    RS512,

    /// <summary>RSASSA-PSS with SHA-256.</summary>
    PS256,
}

/// <summary>The profile of an API's access tokens.</summary>
public enum TokenDialect
{
    /// <summary><c>access_token</c>: <c>typ</c> is <c>JWT</c>, the client is <c>azp</c>.</summary>
    AccessToken,

    /// <summary><c>access_token_authz</c>: the same with <c>permissions</c>.</summary>
    AccessTokenAuthz,

    /// <summary><c>rfc9068_profile</c>: <c>typ</c> is <c>at+jwt</c>, the client is <c>client_id</c>, there is a <c>jti</c> (RFC 9068 §2).</summary>
    Rfc9068Profile,

    /// <summary><c>rfc9068_profile_authz</c>: the same with <c>permissions</c>.</summary>
    Rfc9068ProfileAuthz,
}

/// <summary>Who may ask for a user's token for an API.</summary>
public enum UserAccessPolicy
{
    /// <summary><c>allow_all</c>: every first-party application; a third-party one needs a client grant.</summary>
    AllowAll,

    /// <summary><c>require_client_grant</c>: every application needs a client grant.</summary>
    RequireClientGrant,

    /// <summary><c>deny_all</c>: nobody.</summary>
    DenyAll,
}

/// <summary>Who may ask for a token of its own (client credentials) for an API.</summary>
public enum ClientAccessPolicy
{
    /// <summary><c>require_client_grant</c>: applications with a client grant.</summary>
    RequireClientGrant,

    /// <summary><c>deny_all</c>: nobody.</summary>
    DenyAll,
}

/// <summary>How an application proves who it is at the token endpoint.</summary>
public enum TokenEndpointAuthMethod
{
    /// <summary><c>client_secret_post</c>: the secret in the body.</summary>
    ClientSecretPost,

    /// <summary><c>client_secret_basic</c>: the secret in an <c>Authorization: Basic</c> header.</summary>
    ClientSecretBasic,

    /// <summary><c>none</c>: a public client, without a secret.</summary>
    None,

    /// <summary><c>private_key_jwt</c>: an assertion that the application signs, each good for one request (RFC 7523 §2.2).</summary>
    PrivateKeyJwt,
}

/// <summary>Whom a client grant lets the client act for.</summary>
public enum SubjectType
{
    /// <summary>The client itself (client credentials).</summary>
    Client,

    /// <summary>A user who signed in.</summary>
    User,
}

/// <summary>The kinds of applications.</summary>
public enum ApplicationType
{
    /// <summary><c>regular_web</c>: runs on a server.</summary>
    RegularWeb,

    /// <summary><c>spa</c>: runs in the browser.</summary>
    Spa,

    /// <summary><c>native</c>: runs on the user's device.</summary>
    Native,

    /// <summary><c>non_interactive</c>: a machine without users.</summary>
    NonInteractive,
}

/// <summary>How far a third-party application is trusted.</summary>
public enum ThirdPartySecurityMode
{
    /// <summary><c>strict</c>: the authorization code flow with PKCE, refresh tokens and client credentials; no OpenID Connect; always a client grant.</summary>
    Strict,

    /// <summary><c>permissive</c>: every flow, OpenID Connect included; always a client grant.</summary>
    Permissive,
}

/// <summary>Where the errors of a strict third-party application are shown.</summary>
public enum RedirectionPolicy
{
    /// <summary><c>open_redirect_protection</c>: on a page of the tenant, without a redirect.</summary>
    OpenRedirectProtection,

    /// <summary><c>allow_always</c>: at the application's callback (RFC 6749 §4.1.2.1).</summary>
    AllowAlways,
}
