using System.Text.Json;

namespace ApiAuth.Middleware.Jws;

/// <summary>The members of a JOSE header that we read (RFC 7515 §4.1). Key material in it (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>, <c>x5t</c>) is never looked at.</summary>
/// <param name="Algorithm"><c>alg</c>; null if it is missing or no string.</param>
/// <param name="KeyId"><c>kid</c>; null if it is missing.</param>
/// <param name="Type"><c>typ</c>; null if it is missing.</param>
sealed record JwsHeader(string? Algorithm, string? KeyId, JsonElement? Type)
{
    private static readonly string[] NotUnderstood = ["crit", "b64", "zip", "enc", "cty"];

    /// <summary>The header, or null and what is wrong with it (RFC 7515 §5.2 steps 2 to 5, RFC 7797 §3).</summary>
    public static JwsHeader? Read(ReadOnlySpan<byte> utf8, out string? problem)
    {
        problem = null;
        if (StrictJson.Object(utf8) is not { } json)
            problem = "a header that is no JSON object";
        else if (Array.Find(NotUnderstood, name => json.TryGetProperty(name, out _)) is { } member)
            problem = $"a header with \"{member}\"";
        else if (json.TryGetProperty("kid", out var kid) && kid.ValueKind != JsonValueKind.String)
            problem = "a kid that is no string";
        else
            return new(Text(json, "alg"), Text(json, "kid"), json.TryGetProperty("typ", out var type) ? type : null);
        return null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
