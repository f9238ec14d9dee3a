using System.Text.Json;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Jws;

/// <summary>The members of a JOSE header that we read (RFC 7515 §4.1). Key material in it (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>, <c>x5t</c>) is never looked at.</summary>
/// <param name="Algorithm"><c>alg</c>; null if it is missing or no string.</param>
/// <param name="KeyId"><c>kid</c>; null if it is missing.</param>
/// <param name="Type"><c>typ</c>; null if it is missing.</param>
sealed record JwsHeader(string? Algorithm, string? KeyId, JsonElement? Type)
{
    private static readonly string[] NotUnderstood = ["crit", "b64", "zip", "enc", "cty"];
    private static readonly MemberNames Names = new(["alg", "kid", "typ", .. NotUnderstood]);

    /// <summary>The header, or null and what is wrong with it (RFC 7515 §5.2 steps 2 to 5, RFC 7797 §3).</summary>
    public static JwsHeader? Read(ReadOnlySpan<byte> utf8, int maxValues, out AuthError? error)
    {
        if (StrictJson.Object(utf8, "header", maxValues, out error) is not { } json)
            return null;
        var members = new JsonMembers(json, Names);
        if (Array.Find(NotUnderstood, members.Has) is { } member)
            return Refuse($"a header with \"{member}\"", out error);
        if (members.TryGet("kid", out var kid) && kid.ValueKind != JsonValueKind.String)
            return Refuse("a kid that is no string", out error);
        return new(members.Text("alg"), members.Text("kid"), members.TryGet("typ", out var type) ? type : null);
    }

    private static JwsHeader? Refuse(string found, out AuthError? error)
    {
        error = CompactJws.Malformed(found);
        return null;
    }
}
