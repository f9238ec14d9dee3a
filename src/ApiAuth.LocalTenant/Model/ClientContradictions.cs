using ApiAuth.LocalTenant.ClientAssertions;

namespace ApiAuth.LocalTenant.Model;

internal static class ClientContradictions
{
    private static readonly TimeSpan LongestLeeway = TimeSpan.FromMinutes(10);
    private static readonly string[] ScriptSchemes = ["javascript", "data", "vbscript", "blob", "file", "about"];

    public static IEnumerable<string> Find(LocalTenantSeed seed)
    {
        foreach (var clientId in SeedContradictions.Repeated(seed.Clients.Select(client => client.ClientId)))
            yield return $"Two clients have the client_id \"{clientId}\".";
        foreach (var problem in seed.Clients.SelectMany(client => InClient(client).Concat(InAddresses(client)).Concat(InCredentials(client)).Concat(InLifetimes(client))))
            yield return problem;
    }

    private static IEnumerable<string> InClient(Client client)
    {
        var isPublic = client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.None;
        if (string.IsNullOrWhiteSpace(client.ClientId))
            yield return $"Client \"{client.Name}\" has no client_id.";
        if (isPublic && client.ClientSecret is not null)
            yield return $"Client \"{client.Name}\" is public (token_endpoint_auth_method none) but has a secret.";
        if (client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.PrivateKeyJwt && client.ClientSecret is not null)
            yield return $"Client \"{client.Name}\" signs (private_key_jwt) but has a secret, which it could not use.";
        if (client.HasSecret && string.IsNullOrEmpty(client.ClientSecret))
            yield return $"Client \"{client.Name}\" has no secret; give it one or set its token_endpoint_auth_method to none.";
        if (isPublic && client.GrantTypes.Contains(GrantType.ClientCredentials))
            yield return $"Client \"{client.Name}\" is public and cannot use client_credentials.";
        foreach (var grantType in client.GrantTypes.Except(GrantType.All))
            yield return $"Client \"{client.Name}\" has the unknown grant type \"{grantType}\".";
        if (client.IsStrictThirdParty && client.GrantTypes.Contains(GrantType.Implicit))
            yield return $"Client \"{client.Name}\" is a strict third-party application and cannot use implicit.";
        foreach (var problem in SeedContradictions.InCustomClaims($"Client \"{client.Name}\"", client.CustomClaims))
            yield return problem;
    }

    private static IEnumerable<string> InCredentials(Client client)
    {
        if (client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.PrivateKeyJwt && client.Credentials.Count == 0)
            yield return $"Client \"{client.Name}\" signs (private_key_jwt) but has no public key.";
        if (client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.PrivateKeyJwt && client.GivenMembers.Contains("token_endpoint_auth_method"))
            yield return $"Client \"{client.Name}\" has both token_endpoint_auth_method and client_authentication_methods; only one of them can be.";
        foreach (var id in SeedContradictions.Repeated(client.Credentials.Select(credential => credential.Id)))
            yield return $"Client \"{client.Name}\" has the credential \"{id}\" twice.";
        foreach (var credential in client.Credentials)
        {
            using var key = ClientKey.Read(credential);
            if (key is null)
                yield return $"Client \"{client.Name}\" has the credential \"{credential.Id}\" without a public key for {credential.Algorithm}; write {Fitting(credential.Algorithm)} in PEM.";
        }
    }

    private static string Fitting(ClientAssertionAlgorithm algorithm) =>
        algorithm == ClientAssertionAlgorithm.ES256 ? "one of the curve P-256" : "an RSA key of at least 2048 bits";

    private static IEnumerable<string> InAddresses(Client client)
    {
        foreach (var callback in client.Callbacks.Where(callback => !IsTarget(callback)))
            yield return $"Client \"{client.Name}\" has the callback \"{callback}\"; write an absolute URI without fragment.";
        foreach (var url in client.AllowedLogoutUrls.Where(url => !IsTarget(url)))
            yield return $"Client \"{client.Name}\" has the logout URL \"{url}\"; write an absolute URI without fragment.";
        foreach (var origin in client.WebOrigins.Concat(client.AllowedOrigins).Where(origin => !IsOrigin(origin)))
            yield return $"Client \"{client.Name}\" has the origin \"{origin}\"; write scheme, host and port only, such as http://localhost:7002.";
    }

    private static IEnumerable<string> InLifetimes(Client client)
    {
        var refresh = client.RefreshToken;
        if (!SeedContradictions.IsLifetime(client.IdTokenLifetime))
            yield return $"Client \"{client.Name}\" has an ID token lifetime outside 1 second to 30 days.";
        if (refresh.Leeway < TimeSpan.Zero || refresh.Leeway > LongestLeeway)
            yield return $"Client \"{client.Name}\" has a refresh token leeway outside 0 to 10 minutes.";
        if (refresh.Lifetime < TimeSpan.FromSeconds(1) || refresh.IdleLifetime < TimeSpan.FromSeconds(1))
            yield return $"Client \"{client.Name}\" has a refresh token lifetime under 1 second.";
    }

    // RFC 6749 §3.1.2; a script would run as a page of the tenant.
    private static bool IsTarget(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && url.All(IsOfUri) && !url.Contains('#') && !ScriptSchemes.Contains(uri.Scheme);

    // Uri overlooks blanks around an address and takes any letter; a header takes neither (RFC 3986 §2).
    private static bool IsOfUri(char letter) => letter is > ' ' and <= '~';

    private static bool IsOrigin(string origin) =>
        origin.All(IsOfUri) && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == origin && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}
