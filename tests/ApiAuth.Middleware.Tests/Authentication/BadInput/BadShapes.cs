using System.Buffers.Text;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rules 1 and 2: length, parts, base64url.</summary>
static class BadShapes
{
    private static readonly Expected Malformed = Expected.Invalid("token_malformed", 103);
    private static readonly Expected Opaque = Expected.Invalid("token_opaque", 104);
    private static readonly Expected Encrypted = Expected.Invalid("token_encrypted", 105);

    public static IEnumerable<BadRequest> Rows =>
    [
        new("a token that is too long", Expected.Invalid("token_too_long", 102)) { Break = token => token.WithClaim("padding", new string('x', 16 * 1024)) },
        new("an opaque token", Opaque) { Break = _ => TestAccessToken.Opaque },
        new("a word for a token", Opaque) { Damage = _ => "null" },
        new("a placeholder for a token", Opaque) { Damage = _ => "<your-token-here>" },
        new("a text of 512 letters for a token", Opaque) { Damage = _ => new string('a', 512) },
        new("a text of 513 letters for a token", Malformed) { Damage = _ => new string('a', 513) },
        new("an encrypted token", Encrypted) { Break = token => token with { EncryptFor = TestKey.Rsa() } },
        new("an encrypted token with a direct key", Encrypted) { Damage = _ => "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji.XFBoMYUZodetZdvTiFvSkQ" },
        new("five parts that are not base64url", Malformed) { Damage = _ => "a.b.c.d.{" },
        new("quotes around the token", Malformed) { Damage = token => $"\"{token}\"" },
        new("two parts", Malformed) { Damage = token => token[..token.LastIndexOf('.')] },
        new("four parts", Malformed) { Damage = token => $"{token}.AA" },
        new("six parts", Malformed) { Damage = token => $"{token}.AA.AA.AA" },
        new("dots alone", Malformed) { Damage = _ => ".." },
        new("thousands of dots", Malformed) { Damage = _ => new string('.', 10_000) },
        new("an empty header", Malformed) { Break = token => token with { RawHeader = "" } },
        new("an empty payload", Malformed) { Break = token => token with { RawPayload = "" } },
        new("an empty signature", Malformed) { Break = token => token with { RawSignature = "" } },
        new("alg none and no signature", Malformed) { Break = _ => TestAccessToken.AlgNone },
        new("letters beyond ASCII", Malformed) { Damage = token => $"{token}é" },
        new("a percent sign", Malformed) { Damage = token => $"{token}%3D" },
        new("a JSON serialization", Expected.Malformed) { Damage = token => $"{{\"payload\":\"{token.Split('.')[1]}\",\"protected\":\"{token.Split('.')[0]}\",\"signature\":\"{token.Split('.')[2]}\"}}" },
        .. new[] { "header", "payload", "signature" }.SelectMany((part, index) => Encodings(part, index)),
    ];

    private static IEnumerable<BadRequest> Encodings(string part, int index) =>
    [
        Row($"a padded {part}", index, encoded => encoded + "=="),
        Row($"one padding sign behind the {part}", index, encoded => encoded + "="),
        Row($"the letters of plain base64 in the {part}", index, encoded => encoded.Replace('-', '+').Replace('_', '/')),
        Row($"a {part} of an impossible length", index, encoded => encoded + "AAAA"[..((5 - (encoded.Length % 4)) % 4)]),
        Row($"bits left over in the {part}", index, LeftOverBits),
    ];

    private static BadRequest Row(string name, int index, Func<string, string> edit)
    {
        var segment = RawSegment.EditEncoded(edit);
        // Question marks and tildes give letters that differ between the two alphabets.
        var twin = (TestAccessToken.Valid with { Scope = "contacts" }).WithHeader("x", "?~?~?~?~").WithClaim("x", "?~?~?~?~");
        return new(name, Malformed)
        {
            Twin = twin,
            Break = token => index switch
            {
                0 => token with { RawHeader = segment },
                1 => token with { RawPayload = segment },
                _ => token with { RawSignature = segment },
            },
        };
    }

    // The same JSON in a second spelling: a lenient reader would drop the bits.
    private static string LeftOverBits(string encoded)
    {
        var bytes = Base64Url.DecodeFromChars(encoded);
        var text = Base64Url.EncodeToString(bytes.Length % 3 == 0 ? [.. bytes, (byte)' '] : bytes);
        return text[..^1] + (char)(text[^1] + 1);
    }
}
