using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.Middleware.Keys;

/// <summary>Reads one JWK (RFC 7517 §4, RFC 7518 §6) on its own, so that a strange one spoils nothing (§5).</summary>
static class JwkReader
{
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <returns>The key, or null and the reason why it is passed over.</returns>
    public static SigningKey? Read(JsonElement element, out string? skipped)
    {
        skipped = Unusable(element);
        return skipped is not null ? null : Text(element, "kty") switch
        {
            "RSA" => ReadRsa(element, out skipped),
            "EC" => ReadEc(element, out skipped),
            _ => Skip("its kty is neither RSA nor EC", out skipped),
        };
    }

    private static string? Unusable(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return "it is not an object";
        if (HasWrongType(element, "kid") || HasWrongType(element, "alg") || HasWrongType(element, "use"))
            return "its kid, alg or use is not a string";
        if (Array.Exists(SecretMembers, name => Says(element, name, out _)))
            return "it holds a secret member: a published private key proves nothing";
        if (Says(element, "use", out var use) && !use.ValueEquals("sig"))
            return "its use is not sig";
        return MayVerify(element) ? null : "its key_ops lack verify";
    }

    private static bool MayVerify(JsonElement element) =>
        !Says(element, "key_ops", out var operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify")));

    private static SigningKey? ReadRsa(JsonElement element, out string? skipped)
    {
        if (Bytes(element, "n") is not { } modulus || Bytes(element, "e") is not { } exponent)
            return Skip("n or e is missing or not base64url", out skipped);
        var size = BitLength(modulus);
        if (size < 2048)
            return Skip($"its modulus has {size} bits, fewer than 2048", out skipped);
        if (BitLength(exponent) is < 2 or > 64 || exponent[^1] % 2 == 0)
            return Skip("its exponent is even, 1 or huge", out skipped);

        var jwk = new JsonWebKey { Kty = "RSA", N = Text(element, "n"), E = Text(element, "e") };
        return Complete(element, jwk, () =>
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            return CertificateMatches(element, certificate => certificate.GetRSAPublicKey() is { } key && Same(key, rsa));
        }, out skipped);
    }

    private static SigningKey? ReadEc(JsonElement element, out string? skipped)
    {
        if (CurveOf(Text(element, "crv")) is not { } curve)
            return Skip("its crv is none of P-256, P-384, P-521", out skipped);
        if (Bytes(element, "x") is not { } x || Bytes(element, "y") is not { } y || x.Length != curve.Length || y.Length != curve.Length)
            return Skip("x or y is missing, not base64url, or not of the curve's length", out skipped);

        var jwk = new JsonWebKey { Kty = "EC", Crv = Text(element, "crv"), X = Text(element, "x"), Y = Text(element, "y") };
        return Complete(element, jwk, () =>
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Named, Q = new ECPoint { X = x, Y = y } });
            return CertificateMatches(element, certificate => certificate.GetECDsaPublicKey() is { } key && Same(key, ecdsa));
        }, out skipped);
    }

    private static SigningKey? Complete(JsonElement element, JsonWebKey jwk, Func<bool> import, out string? skipped)
    {
        try
        {
            if (!import())
                return Skip("its x5c is not the certificate of this key", out skipped);
        }
        catch (CryptographicException)
        {
            return Skip("it is not a valid public key", out skipped);
        }
        (jwk.Kid, jwk.Alg) = (Text(element, "kid"), Says(element, "alg", out var algorithm) ? algorithm.GetString() : null);
        skipped = null;
        var key = new SigningKey(jwk);
        return jwk.Alg is null || key.Fits(jwk.Alg) ? key : Skip("its alg is none that this key can check", out skipped);
    }

    // RFC 7517 §4.7: the key in the first certificate must be this key.
    private static bool CertificateMatches(JsonElement element, Func<X509Certificate2, bool> sameKey)
    {
        if (!Says(element, "x5c", out var chain))
            return true;
        if (chain.ValueKind != JsonValueKind.Array || chain[0].ValueKind != JsonValueKind.String)
            return false;
        if (!chain[0].TryGetBytesFromBase64(out var der))
            return false;
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return sameKey(certificate);
    }

    private static bool Same(AsymmetricAlgorithm one, AsymmetricAlgorithm other)
    {
        using (one)
            return one.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(other.ExportSubjectPublicKeyInfo());
    }

    private static SigningKey? Skip(string reason, out string? skipped)
    {
        skipped = reason;
        return null;
    }

    // Serializers write members that they have no value for, as null or empty: such a member says nothing, and is as if it were absent.
    private static bool Says(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String => !value.ValueEquals(""),
            JsonValueKind.Array => value.GetArrayLength() > 0,
            _ => true,
        };

    private static bool HasWrongType(JsonElement element, string name) =>
        Says(element, name, out var value) && value.ValueKind != JsonValueKind.String;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement element, string name)
    {
        if (Text(element, name) is not { Length: > 0 } text || !System.Buffers.Text.Base64Url.IsValid(text) || text.Contains('='))
            return null;
        return System.Buffers.Text.Base64Url.DecodeFromChars(text);
    }

    private static int BitLength(ReadOnlySpan<byte> number)
    {
        var significant = number.TrimStart((byte)0);
        return significant.IsEmpty ? 0 : (significant.Length * 8) - byte.LeadingZeroCount(significant[0]);
    }

    private static (ECCurve Named, int Length)? CurveOf(string? name) => name switch
    {
        "P-256" => (ECCurve.NamedCurves.nistP256, 32),
        "P-384" => (ECCurve.NamedCurves.nistP384, 48),
        "P-521" => (ECCurve.NamedCurves.nistP521, 66),
        _ => null,
    };
}
