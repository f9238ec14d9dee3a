using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Jws;

/// <summary>A token taken apart, nothing about it proven yet (RFC 7515 §7.1).</summary>
sealed class CompactJws
{
    private const int LongestOpaque = 512;

    private CompactJws(JwsHeader header, JsonElement payload, byte[] signingInput, byte[] signature) =>
        (Header, Payload, SigningInput, Signature) = (header, payload, signingInput, signature);

    public JwsHeader Header { get; }

    /// <summary>The payload, one JSON object.</summary>
    public JsonElement Payload { get; }

    /// <summary>The octets that are signed: header and payload as they were received.</summary>
    public byte[] SigningInput { get; }

    public byte[] Signature { get; }

    /// <summary>The token taken apart, or null and the reason why it cannot be.</summary>
    public static CompactJws? Read(ReadOnlySpan<char> text, int maxValues, out AuthError? error)
    {
        Span<Range> ranges = stackalloc Range[4];
        // Four ranges at most: a token of a million dots costs no more than one of three.
        if (text.Split(ranges, '.') != 3 || !Base64UrlText.IsCanonical(text[ranges[0]]) || !Base64UrlText.IsCanonical(text[ranges[1]]) || !Base64UrlText.IsCanonical(text[ranges[2]]))
            return Refuse(ShapeProblem(text), out error);
        if (RecurringHeaders.Read(text[ranges[0]], maxValues, out error) is not { } header)
            return null;
        if (StrictJson.Object(Base64UrlText.Decode(text[ranges[1]]), "payload", maxValues, out error) is not { } payload)
            return null;
        return new(header, payload, SigningInputOf(text[..ranges[1].End]), Base64UrlText.Decode(text[ranges[2]]));
    }

    private static byte[] SigningInputOf(ReadOnlySpan<char> text)
    {
        var octets = new byte[text.Length];
        Encoding.ASCII.GetBytes(text, octets);
        return octets;
    }

    private static AuthError ShapeProblem(ReadOnlySpan<char> text)
    {
        var dots = text.Count('.');
        if (dots == 0 && text.Length is > 0 and <= LongestOpaque)
            return new(AuthErrorReason.TokenOpaque) { Expected = "a JWT", Found = "an opaque token" };
        if (dots == 4 && IsEncrypted(text))
            return new(AuthErrorReason.TokenEncrypted) { Expected = "a signed JWT of three parts", Found = "an encrypted token of five parts" };
        return Malformed(dots switch
        {
            0 => text.IsEmpty ? "an empty text" : "a long text without dots",
            2 => "a part that is empty or no canonical base64url",
            _ => $"{dots + 1} parts",
        });
    }

    // RFC 7516 §7.1: with a direct key the second part is empty.
    private static bool IsEncrypted(ReadOnlySpan<char> text) => text[0] != '.' && text.IndexOfAnyExcept(Letters) < 0;

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The refusal of a token that is not of this form.</summary>
    public static AuthError Malformed(string found) => new(AuthErrorReason.TokenMalformed) { Expected = "a JWT: three parts of base64url, the first two JSON objects", Found = found };

    private static CompactJws? Refuse(AuthError reason, out AuthError? error)
    {
        error = reason;
        return null;
    }
}
