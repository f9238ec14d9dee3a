using System.Text.Json;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Format;

/// <summary>What a lenient reader would forgive is refused in tokens, and never replaces a key set or a discovery document (D10).</summary>
public class LenientJsonTests
{
    [Fact, Trait("Row", "D10")]
    public async Task Lenient_JSON_is_refused_in_header_and_payload()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(Merged(api, """{"a":1}""", """{"a":1}"""), "strict JSON");

        foreach (var text in LenientJson.Objects)
        {
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, Merged(api, text, """{"a":1}"""), $"header {text}");
            await api.RefusesAsync(AuthErrorReason.TokenMalformed, Merged(api, """{"a":1}""", text), $"payload {text}");
        }
    }

    // The right members in front of the mistake, where the mistake is inside an object; otherwise the mistake alone.
    private static string Merged(TestApi api, string header, string payload)
    {
        var right = api.Issuer.Issue();
        return Forge.Signed(api.Issuer.CurrentKey, Join(Forge.HeaderOf(right), header), Join(Forge.PayloadOf(right), payload));
    }

    private static string Join(string right, string text) => text.Length > 3 && text.StartsWith("{\"", StringComparison.Ordinal) ? $"{right[..^1]},{text[1..]}" : text;

    [Fact, Trait("Row", "D10")]
    public async Task Lenient_JSON_replaces_neither_keys_nor_discovery()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        var keys = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IApiAuthKeys>(api.Services);
        var forger = TestKey.Rsa(index: 6);
        var forgedSet = $$"""{"keys":[{{forger.ToJwk()}}]}""";

        // A byte order mark and comments are strange, and read (X22).
        foreach (var text in LenientJson.Objects.Where(text => !text.StartsWith('\uFEFF') && !IsJsonButForComments(Join(forgedSet, text))))
        {
            api.Issuer.Jwks.Document = Join(forgedSet, text);
            Assert.True(await Record.ExceptionAsync(async () => await keys.RefreshAsync()) is InvalidOperationException, $"JWKS {text}");
            await api.RefusesAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.Valid with { Key = forger, KeyId = api.Issuer.CurrentKey.KeyId }, $"JWKS {text}");
            await api.AcceptsAsync(TestAccessToken.Valid, $"JWKS {text}");
        }
        api.Issuer.Jwks.Document = null;
        foreach (var text in LenientJson.Objects.Where(text => !text.StartsWith('\uFEFF')))
        {
            api.Issuer.Discovery.Document = Join("""{"issuer":"https://tenant.test/","jwks_uri":"https://evil.test/jwks"}""", text);
            Assert.True(await Record.ExceptionAsync(async () => await keys.RefreshAsync()) is InvalidOperationException, $"discovery {text}");
            await api.AcceptsAsync(TestAccessToken.Valid, $"discovery {text}");
        }
        Assert.DoesNotContain(api.Issuer.Requests, address => address.Host == "evil.test");
    }

    private static bool IsJsonButForComments(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
