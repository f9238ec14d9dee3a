using System.Collections.Concurrent;

namespace ApiAuth.Middleware.Testing.Issuers;

/// <summary>Which address belongs to which document of an issuer, under which of its names. Thread-safe.</summary>
internal sealed class IssuerRoutes(TestEndpoint discovery, TestEndpoint jwks)
{
    private readonly ConcurrentDictionary<Uri, (TestEndpoint Endpoint, string Issuer)> documents = new();

    internal void Add(string issuer)
    {
        if (WellKnown(issuer, "openid-configuration") is { } address)
            AddDiscovery(address, issuer);
        if (WellKnown(issuer, "jwks.json") is { } keys)
            AddJwks(keys, issuer);
    }

    internal void AddDiscovery(Uri address, string issuer) => documents[address] = (discovery, issuer);

    internal void AddJwks(Uri address, string issuer) => documents[address] = (jwks, issuer);

    internal Uri JwksUri(string issuer) =>
        WellKnown(issuer, "jwks.json") ?? documents.FirstOrDefault(route => route.Value == (jwks, issuer)).Key;

    internal (TestEndpoint Endpoint, string Issuer)? Find(Uri address) => documents.TryGetValue(address, out var document) ? document : null;

    internal bool OwnsHostOf(Uri address) => documents.Keys.Any(own => own.Authority == address.Authority);

    internal static string WithSlash(string issuer) => issuer.EndsWith('/') ? issuer : issuer + "/";

    private static Uri? WellKnown(string issuer, string document) =>
        Uri.TryCreate($"{WithSlash(issuer)}.well-known/{document}", UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
}
