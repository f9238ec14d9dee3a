using System.Text.Json;

namespace ApiAuth.Middleware.Testing.Tests;

/// <summary>What an app does with an issuer's handler.</summary>
internal static class Fetch
{
    internal const string Name = "https://tenant.test/";

    internal static readonly Uri Discovery = new("https://tenant.test/.well-known/openid-configuration");

    internal static readonly Uri Jwks = new("https://tenant.test/.well-known/jwks.json");

    internal static TestIssuer Issuer() => new(Name) { Audience = "urn:api" };

    internal static async Task<JsonElement> JsonAsync(HttpMessageHandler handler, Uri address)
    {
        using var http = new HttpClient(handler, disposeHandler: false);
        return JsonDocument.Parse(await http.GetStringAsync(address)).RootElement;
    }

    internal static async Task<JsonElement[]> KeysAsync(TestIssuer issuer) =>
        [.. (await JsonAsync(issuer.Handler, Jwks)).GetProperty("keys").EnumerateArray()];

    /// <summary>The published key that the token's <c>kid</c> names.</summary>
    internal static async Task<JsonElement> KeyOfAsync(TestIssuer issuer, ReadToken token) =>
        (await KeysAsync(issuer)).Single(key => key.GetProperty("kid").GetString() == token.Header.GetProperty("kid").GetString());
}
