using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ApiAuth.Middleware.Testing.Tests;

/// <summary>A compact token as the platform alone reads it: no JOSE library takes part.</summary>
internal sealed class ReadToken
{
    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new(StringComparer.Ordinal)
    {
        ["256"] = HashAlgorithmName.SHA256,
        ["384"] = HashAlgorithmName.SHA384,
        ["512"] = HashAlgorithmName.SHA512,
    };

    private readonly byte[] signed;

    internal ReadToken(string token)
    {
        Parts = token.Split('.');
        Assert.Equal(3, Parts.Length);
        signed = Encoding.ASCII.GetBytes($"{Parts[0]}.{Parts[1]}");
    }

    internal string[] Parts { get; }

    internal JsonElement Header => Parse(Parts[0]);

    internal JsonElement Claims => Parse(Parts[1]);

    internal byte[] Signature => Base64Url.DecodeFromChars(Parts[2]);

    internal string PayloadText => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Parts[1]));

    internal string? Text(string claim) => Claims.TryGetProperty(claim, out var value) ? value.GetString() : null;

    internal DateTimeOffset Time(string claim) => DateTimeOffset.FromUnixTimeSeconds(Claims.GetProperty(claim).GetInt64());

    internal string[] Names() => [.. Claims.EnumerateObject().Select(member => member.Name)];

    /// <summary>Whether the JWK verifies the signature, by the algorithm that the header names or another.</summary>
    internal bool IsSignedBy(JsonElement jwk, string? algorithm = null)
    {
        algorithm ??= Header.GetProperty("alg").GetString()!;
        var hash = Hashes[algorithm[2..]];
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
        {
            using var ec = Ec(jwk);
            return ec.VerifyData(signed, Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") });
        return rsa.VerifyData(signed, Signature, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    internal bool IsHmacOf(byte[] secret) => HMACSHA256.HashData(secret, signed).SequenceEqual(Signature);

    private static ECDsa Ec(JsonElement jwk) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromFriendlyName($"nistP{jwk.GetProperty("crv").GetString()![2..]}"),
        Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
    });

    private static byte[] Bytes(JsonElement jwk, string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());

    private static JsonElement Parse(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
}
