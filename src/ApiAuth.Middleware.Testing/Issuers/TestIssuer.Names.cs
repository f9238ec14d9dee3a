using ApiAuth.Middleware.Testing.Issuers;

namespace ApiAuth.Middleware.Testing;

public sealed partial class TestIssuer
{
    private readonly IssuerRoutes routes;
    private bool hasOwnName;

    /// <summary>Becomes the issuer that a scheme trusts: takes what it has not been given, and refuses to be another one.</summary>
    internal void Adopt(TrustedIssuer trusted)
    {
        lock (gate)
        {
            if (!hasOwnName)
                Name(names.Union(trusted.Issuers));
            var name = names.Intersect(trusted.Issuers).FirstOrDefault() ?? throw new InvalidOperationException(
                $"The scheme '{trusted.Scheme}' trusts {string.Join(", ", trusted.Issuers)}, but this TestIssuer is {string.Join(", ", names)}. Create it without a name, new TestIssuer(), and it takes the app's.");

            audience ??= trusted.Audience;
            time ??= trusted.TimeProvider;
            algorithm ??= trusted.Algorithm;
            profile ??= trusted.Profile;
            if (trusted.MetadataAddress is { } metadata)
                routes.AddDiscovery(metadata, name);
            if (trusted.JwksUri is { } jwks)
                routes.AddJwks(jwks, name);
            EnsureFirstKey();
        }
    }

    // Making a key takes a while. An app that fetches within a time limit must not pay for it, so it is made when the app is connected.
    internal void Prepare()
    {
        lock (gate)
        {
            if (names.Count > 0)
                EnsureFirstKey();
        }
    }

    internal (TestEndpoint Endpoint, string Issuer)? Find(Uri address) => routes.Find(address);

    internal bool OwnsHostOf(Uri address) => routes.OwnsHostOf(address);

    private string WriteDiscovery(string issuer) => IssuerDocuments.Discovery(issuer, routes.JwksUri(issuer));

    private void Name(IEnumerable<string> issuers)
    {
        lock (gate)
        {
            names = [.. issuers];
            foreach (var issuer in names)
                routes.Add(issuer);
        }
    }
}
