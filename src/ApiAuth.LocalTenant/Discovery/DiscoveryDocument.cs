using System.Text.Json.Serialization;
using ApiAuth.LocalTenant.Authorize;

namespace ApiAuth.LocalTenant.Discovery;

/// <summary>The authorization server's metadata (RFC 8414 §2, OpenID Connect Discovery 1.0 §3): what this tenant can do, and nothing else.</summary>
internal sealed record DiscoveryDocument
{
    public required string Issuer { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("userinfo_endpoint")]
    public required string UserInfoEndpoint { get; init; }

    public required string JwksUri { get; init; }

    public required string RevocationEndpoint { get; init; }

    /// <summary>Null where it is off, so that the document has the members of Auth0's.</summary>
    public string? IntrospectionEndpoint { get; init; }

    public required string EndSessionEndpoint { get; init; }

    public IReadOnlyList<string> ScopesSupported { get; } = ["openid", "profile", "offline_access", "email"];

    public IReadOnlyList<string> ResponseTypesSupported { get; } = ResponseWords.Types;

    public IReadOnlyList<string> ResponseModesSupported { get; } = ["query", "fragment", "form_post"];

    public IReadOnlyList<string> CodeChallengeMethodsSupported { get; } = ["S256"];

    public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];

    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; } = ["RS256"];

    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    public IReadOnlyList<string> TokenEndpointAuthSigningAlgValuesSupported { get; } = Enum.GetNames<ClientAssertionAlgorithm>();

    public IReadOnlyList<string> ClaimsSupported { get; } =
    [
        "aud", "auth_time", "email", "email_verified", "exp", "family_name", "given_name", "iat", "iss", "name", "nickname", "picture", "sub", "updated_at",
    ];

    public bool RequestUriParameterSupported { get; }

    public bool RequestParameterSupported { get; }

    public static DiscoveryDocument For(string issuer, TenantSettings settings)
    {
        return new()
        {
            Issuer = issuer,
            AuthorizationEndpoint = At(TenantPaths.Authorize),
            TokenEndpoint = At(TenantPaths.Token),
            UserInfoEndpoint = At(TenantPaths.UserInfo),
            JwksUri = At(TenantPaths.Jwks),
            RevocationEndpoint = At(TenantPaths.Revoke),
            IntrospectionEndpoint = settings.Introspection ? At(TenantPaths.Introspect) : null,
            EndSessionEndpoint = At(TenantPaths.OidcLogout),
        };

        string At(string path) => issuer + path.TrimStart('/');
    }
}
