using ApiAuth.Middleware.Testing.Issuers;

namespace ApiAuth.Middleware.Testing;

public sealed partial class TestIssuer
{
    readonly IssuerRoutes _routes;
    bool _hasOwnName;

    /// <summary>Becomes the issuer that a scheme trusts: takes what it has not been given, and refuses to be another one.</summary>
    internal void Adopt(TrustedIssuer trusted)
    {
        lock (_gate)
        {
            if (!_hasOwnName)
                Name(_issuers.Union(trusted.Issuers));
            var name = _issuers.Intersect(trusted.Issuers).FirstOrDefault() ?? throw new InvalidOperationException(
                $"The scheme '{trusted.Scheme}' trusts {string.Join(", ", trusted.Issuers)}, but this TestIssuer is {string.Join(", ", _issuers)}. Create it without a name, new TestIssuer(), and it takes the app's.");

            _audience ??= trusted.Audience;
            _time ??= trusted.TimeProvider;
            if (trusted.MetadataAddress is { } metadata)
                _routes.AddDiscovery(metadata, name);
            if (trusted.JwksUri is { } jwks)
                _routes.AddJwks(jwks, name);
        }
    }

    internal (TestEndpoint Endpoint, string Issuer)? Find(Uri address) => _routes.Find(address);

    internal bool OwnsHostOf(Uri address) => _routes.OwnsHostOf(address);

    string WriteDiscovery(string issuer, IReadOnlyList<TestKey> keys) => IssuerDocuments.Discovery(issuer, _routes.JwksUri(issuer));

    void Name(IEnumerable<string> issuers)
    {
        lock (_gate)
        {
            _issuers = [.. issuers];
            foreach (var issuer in _issuers)
                _routes.Add(issuer);
        }
    }
}
