using System.Buffers.Text;
using System.Text.Json;

namespace ApiAuth.Interop.Tests.Issuers;

/// <summary>A JWT as an issuer made it, opened to see that the issuer is what the test believes.</summary>
sealed class IssuedToken(string text)
{
    public JsonElement Header { get; } = Part(text, 0);

    public JsonElement Claims { get; } = Part(text, 1);

    public string Text => text;

    public string? this[string member] => (Header.TryGetProperty(member, out var value) || Claims.TryGetProperty(member, out value)) ? value.ToString() : null;

    private static JsonElement Part(string text, int index) => JsonDocument.Parse(Base64Url.DecodeFromChars(text.Split('.')[index])).RootElement;
}
