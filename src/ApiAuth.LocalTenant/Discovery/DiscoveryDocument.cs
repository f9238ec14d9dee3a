namespace ApiAuth.LocalTenant.Discovery;

/// <summary>The authorization server's metadata (RFC 8414 §2): what this tenant can do, and nothing else.</summary>
internal sealed record DiscoveryDocument(
    string Issuer,
    string TokenEndpoint,
    string JwksUri,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    IReadOnlyList<string> SubjectTypesSupported)
{
    public static DiscoveryDocument For(string issuer) => new(
        issuer,
        TokenEndpoint: issuer + TenantPaths.Token.TrimStart('/'),
        JwksUri: issuer + TenantPaths.Jwks.TrimStart('/'),
        TokenEndpointAuthMethodsSupported: ["client_secret_basic", "client_secret_post"],
        SubjectTypesSupported: ["public"]);
}
