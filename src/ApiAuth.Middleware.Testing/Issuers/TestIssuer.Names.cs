using ApiAuth.Middleware.Testing.Issuers;

namespace ApiAuth.Middleware.Testing;

public sealed partial class TestIssuer
{
    readonly IssuerRoutes _routes;

    internal (TestEndpoint Endpoint, string Issuer)? Find(Uri address) => _routes.Find(address);

    internal bool OwnsHostOf(Uri address) => _routes.OwnsHostOf(address);

    string WriteDiscovery(string issuer, IReadOnlyList<TestKey> keys) => IssuerDocuments.Discovery(issuer, _routes.JwksUri(issuer));

    void Name(IReadOnlyList<string> issuers)
    {
        lock (_gate)
        {
            _issuers = issuers;
            foreach (var issuer in issuers)
                _routes.Add(issuer);
        }
    }
}
