using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ApiAuth.LocalTenant.ClientAssertions;

/// <summary>A JWT by which a client says who it is (RFC 7523 §2.2), taken apart and not yet believed.</summary>
internal sealed record ClientAssertion(JsonElement Header, JsonElement Claims, byte[] SigningInput, byte[] Signature)
{
    private const int Longest = 16 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string? Algorithm => Text(Header, "alg");

    public string? KeyId => Text(Header, "kid");

    public string? Issuer => Text(Claims, "iss");

    public string? Subject => Text(Claims, "sub");

    public string? TokenId => Text(Claims, "jti");

    /// <summary>Whether the header says nothing that has to be understood and is not.</summary>
    public bool IsPlain => !Header.TryGetProperty("crit", out _) && !Header.TryGetProperty("b64", out _) && IsOptionalText(Header, "kid") && IsType();

    /// <summary>Empty where one of them is no string.</summary>
    public IReadOnlyList<string> Audiences => Claims.TryGetProperty("aud", out var audience) ? audience.ValueKind switch
    {
        JsonValueKind.String => [audience.GetString()!],
        JsonValueKind.Array when audience.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => [.. audience.EnumerateArray().Select(one => one.GetString()!)],
        _ => [],
    } : [];

    /// <summary>Null where it is none.</summary>
    /// <exception cref="FormatException">A part is not base64url.</exception>
    /// <exception cref="JsonException">A part is not JSON.</exception>
    public static ClientAssertion? Parse(string text)
    {
        if (text.Length > Longest || text.Split('.') is not [var header, var payload, var signature])
            return null;
        return ParseObject(header) is { } head && ParseObject(payload) is { } claims
            ? new(head, claims, Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature))
            : null;
    }

    /// <summary>A time claim (RFC 7519 §2): null where there is none.</summary>
    /// <exception cref="FormatException">It is no time.</exception>
    public DateTimeOffset? Time(string claim)
    {
        if (!Claims.TryGetProperty(claim, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= 0 && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : throw new FormatException($"The claim {claim} is no NumericDate.");
    }

    private static JsonElement? ParseObject(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    // RFC 8725 §3.11: an access token or an ID token is none.
    private bool IsType() => !Header.TryGetProperty("typ", out _)
        || (Text(Header, "typ") is { } type && (string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase) || string.Equals(type, "client-authentication+jwt", StringComparison.OrdinalIgnoreCase)));

    private static bool IsOptionalText(JsonElement part, string name) => !part.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.String;

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
