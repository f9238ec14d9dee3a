using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rules 13 to 15: key, signature, sender constraint.</summary>
static class BadSignatures
{
    private static readonly Expected Unknown = Expected.Invalid("key_unknown", 115);
    private static readonly Expected Invalid = Expected.Invalid("signature_invalid", 116);
    private static readonly Expected Constrained = Expected.Invalid("sender_constrained", 117);

    public static IEnumerable<BadRequest> Rows =>
    [
        new("a key that nobody published", Unknown) { Break = _ => TestAccessToken.UnknownKey },
        new("an empty kid", Unknown) { Break = token => token with { KeyId = "" } },
        new("a kid that is a path", Unknown) { Break = token => token with { KeyId = "../../../../dev/null" } },
        new("a kid with a line break", Unknown) { Break = token => token with { KeyId = "k1\r\nX: y" } },
        new("a kid of thousands of letters", Unknown) { Break = token => token with { KeyId = new string('k', 9000) } },
        new("a key in the header", Unknown) { Break = _ => TestAccessToken.UnknownKey.WithHeader("jwk", new { kty = "RSA", n = "AQAB", e = "AQAB" }) },

        new("another's signature under our kid", Invalid) { Break = _ => TestAccessToken.ForgedSignature },
        new("another's signature, and its key in the header", Invalid) { Break = _ => TestAccessToken.ForgedSignature.WithHeader("jku", "https://evil.test/jwks.json") },
        new("another's signature, and its certificate in the header", Invalid) { Break = _ => TestAccessToken.ForgedSignature.WithHeader("x5c", new[] { Convert.ToBase64String(TestKey.Rsa().ExportCertificate()) }) },
        Signed("one byte for a signature", _ => [0]),
        Signed("half of the signature", bytes => bytes[..128]),
        Signed("a signature that is a byte short", bytes => bytes[..^1]),
        Signed("a signature that is a byte long", bytes => [.. bytes, 0]),
        Signed("a signature behind a zero", bytes => [0, .. bytes]),
        Signed("a signature with a flipped bit", bytes => [(byte)(bytes[0] ^ 1), .. bytes[1..]]),
        Signed("a signature of zeros", bytes => new byte[bytes.Length]),
        new("the scope changed after signing", Invalid) { Damage = token => Swap(token, "contacts", "contacts admin") },

        .. new (string Name, object? Value)[]
        {
            ("a key thumbprint", new { jkt = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" }), ("a certificate", new Dictionary<string, string> { ["x5t#S256"] = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0" }),
            ("an unknown member", new { osc = "x" }), ("no member", new { }), ("null", null), ("a string", "x"),
        }.Select(cnf => new BadRequest($"a cnf of {cnf.Name}", Constrained) { Break = token => token.WithClaim("cnf", cnf.Value) }),
    ];

    private static BadRequest Signed(string name, Func<byte[], byte[]> edit) => new(name, Invalid) { Break = token => token with { RawSignature = RawSegment.EditBytes(edit) } };

    private static string Swap(string token, string old, string fresh)
    {
        var parts = token.Split('.');
        var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(payload.Replace($"\"{old}\"", $"\"{fresh}\"", StringComparison.Ordinal)));
        return string.Join('.', parts);
    }
}
