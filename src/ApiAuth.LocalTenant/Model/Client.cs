using System.Collections.Frozen;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>An application that asks for tokens.</summary>
public sealed record Client
{
    /// <summary>32 letters and digits, or <c>tpc_</c> and 22 for a third-party application; made up when not given.</summary>
    public string ClientId { get; init; } = Ids.NewClient();

    /// <summary>
    /// The secret of a confidential client; null for a public one (<see cref="TokenEndpointAuthMethod.None"/>) and for one that signs
    /// (<see cref="TokenEndpointAuthMethod.PrivateKeyJwt"/>).
    /// </summary>
    public string? ClientSecret { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of application it is; shown to people, decides nothing. Default <see cref="ApplicationType.RegularWeb"/>.</summary>
    public ApplicationType AppType { get; init; } = ApplicationType.RegularWeb;

    /// <summary>The values of <c>grant_type</c> that this client may use; see <see cref="GrantType"/>.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>How the client authenticates. Default <see cref="TokenEndpointAuthMethod.ClientSecretPost"/>; a secret is accepted in either place.</summary>
    public TokenEndpointAuthMethod TokenEndpointAuthMethod { get; init; } = TokenEndpointAuthMethod.ClientSecretPost;

    /// <summary>The public keys of a client whose method is <see cref="TokenEndpointAuthMethod.PrivateKeyJwt"/>; any of them will do. Default none.</summary>
    public IReadOnlyList<ClientCredential> Credentials { get; init; } = [];

    /// <summary>Whether the application belongs to the owner of the tenant. Default true. A third-party application always needs a client grant.</summary>
    public bool IsFirstParty { get; init; } = true;

    /// <summary>What a third-party application may do; means nothing for a first-party one. Default <see cref="ThirdPartySecurityMode.Strict"/>.</summary>
    public ThirdPartySecurityMode ThirdPartySecurityMode { get; init; } = ThirdPartySecurityMode.Strict;

    /// <summary>
    /// Whether errors are sent to the callback of a strict third-party application. Default <see cref="RedirectionPolicy.OpenRedirectProtection"/>.
    /// </summary>
    public RedirectionPolicy RedirectionPolicy { get; init; } = RedirectionPolicy.OpenRedirectProtection;

    /// <summary>Where the user may be sent back to after <c>/authorize</c>: absolute URIs without fragment, compared exactly.</summary>
    public IReadOnlyList<string> Callbacks { get; init; } = [];

    /// <summary>Where the user may be sent to after logout; compared exactly.</summary>
    public IReadOnlyList<string> AllowedLogoutUrls { get; init; } = [];

    /// <summary>The origins that may receive an authorization response by <c>web_message</c>, such as <c>http://localhost:7002</c>.</summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>The origins whose scripts may call the tenant (CORS), besides those of <see cref="Callbacks"/> and <see cref="WebOrigins"/>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>How long refresh tokens live and whether they rotate.</summary>
    public RefreshTokenSettings RefreshToken { get; init; } = new();

    /// <summary>Life of an ID token. Default 10 hours; range 1 second to 30 days.</summary>
    public TimeSpan IdTokenLifetime { get; init; } = TimeSpan.FromHours(10);

    /// <summary>Added to every access token and ID token that this client gets.</summary>
    public IReadOnlyList<CustomClaim> CustomClaims { get; init; } = [];

    /// <summary>The members that a JSON document set, so that answers show them.</summary>
    internal IReadOnlySet<string> GivenMembers { get; init; } = FrozenSet<string>.Empty;

    internal bool HasSecret => TokenEndpointAuthMethod is TokenEndpointAuthMethod.ClientSecretPost or TokenEndpointAuthMethod.ClientSecretBasic;

    internal bool IsStrictThirdParty => !IsFirstParty && ThirdPartySecurityMode == ThirdPartySecurityMode.Strict;

    /// <summary>Name and id; never the secret.</summary>
    public override string ToString() => $"{Name} ({ClientId})";
}

/// <summary>The values of <c>grant_type</c> a client can be allowed.</summary>
public static class GrantType
{
    /// <summary>RFC 6749 §4.1.</summary>
    public const string AuthorizationCode = "authorization_code";

    /// <summary>RFC 6749 §4.4.</summary>
    public const string ClientCredentials = "client_credentials";

    /// <summary>RFC 6749 §4.2.</summary>
    public const string Implicit = "implicit";

    /// <summary>RFC 6749 §6.</summary>
    public const string RefreshToken = "refresh_token";

    internal static readonly string[] All = [AuthorizationCode, ClientCredentials, Implicit, RefreshToken];
}
