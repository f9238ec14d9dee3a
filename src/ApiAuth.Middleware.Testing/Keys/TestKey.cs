using ApiAuth.Middleware.Testing.Json;
using ApiAuth.Middleware.Testing.Keys;

namespace ApiAuth.Middleware.Testing;

/// <summary>
/// A signing key with a name: a real key pair from a pool that the whole process shares, and the JWK (RFC 7517) that publishes it, any member of which a test may change.
/// Immutable and thread-safe.
/// </summary>
public sealed record TestKey
{
    internal TestKey(KeyMaterial material, string keyId)
    {
        Material = material;
        KeyId = keyId;
        Algorithm = material.DefaultAlgorithm;
    }

    /// <summary>The <c>kid</c>.</summary>
    public string KeyId { get; init; }

    /// <summary>What it signs with unless a token says otherwise, and the JWK's <c>alg</c>. Default: <c>RS256</c>, or the ES algorithm of its curve.</summary>
    public string Algorithm { get; init; }

    /// <summary><c>RSA</c> or <c>EC</c>.</summary>
    public string KeyType => Material.KeyType;

    /// <summary>Members of the JWK that differ from the true ones, of any JSON shape; a null value is JSON's null. Default: none.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; init => field = JsonMembers.Freeze(value); } = JsonMembers.None;

    internal KeyMaterial Material { get; init; }

    /// <summary>An RSA key that belongs to no issuer.</summary>
    /// <param name="bits">Modulus size; 2048 or more is decent, 512 and 1024 are weak on purpose.</param>
    /// <param name="index">0 to 7: which of the pool's keys of this size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 7.</exception>
    public static TestKey Rsa(int bits = 2048, int index = 0) => new(KeyPool.Rsa(KeyPool.Nobody, bits, Checked(index)), $"rsa-{bits}-{index}");

    /// <summary>An elliptic-curve key that belongs to no issuer.</summary>
    /// <param name="curve"><c>P-256</c>, <c>P-384</c> or <c>P-521</c>.</param>
    /// <param name="index">0 to 7: which of the pool's keys of this curve.</param>
    /// <exception cref="ArgumentException">Another curve.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to 7.</exception>
    public static TestKey Ec(string curve = "P-256", int index = 0) => new(KeyPool.Ec(KeyPool.Nobody, curve, Checked(index)), $"ec-{curve}-{index}");

    /// <summary>The same key with one member of its JWK replaced or added.</summary>
    /// <param name="name">The member, for example <c>use</c>.</param>
    /// <param name="value">Its value, of any JSON shape; null is JSON's null.</param>
    public TestKey WithMember(string name, object? value) => this with { Members = Members.Set(name, value) };

    /// <summary>The same key with one member taken out of its JWK.</summary>
    /// <param name="name">The member, for example <c>alg</c>.</param>
    public TestKey WithoutMember(string name) => this with { Members = Members.Set(name, JsonMembers.Absent) };

    /// <summary>The public key as the JSON text of a JWK: <c>kty</c>, the key's numbers, <c>use</c>, <c>kid</c> and <c>alg</c>, with the changes of <see cref="Members"/>.</summary>
    public string ToJwk()
    {
        var jwk = Material.PublicMembers();
        jwk["use"] = "sig";
        jwk["kid"] = KeyId;
        jwk["alg"] = Algorithm;
        return Members.Apply(jwk).ToText();
    }

    /// <summary>Signs bytes. An ES signature is R and S, each as long as the curve's field (RFC 7518 §3.4).</summary>
    /// <param name="algorithm">RS, PS (RSA keys) or ES (EC keys) with 256, 384 or 512; ES algorithms sign on every curve, fitting or not.</param>
    /// <param name="data">What is signed.</param>
    /// <exception cref="ArgumentException">This kind of key does not sign with that algorithm.</exception>
    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data) => Material.Sign(algorithm, data);

    /// <summary>The public key as SubjectPublicKeyInfo (DER), the commonest form in which one is mistaken for an HMAC secret.</summary>
    public byte[] ExportPublicKey() => Material.ExportSubjectPublicKeyInfo();

    /// <summary>The public key as PEM text, without a line break at the end.</summary>
    public string ExportPem() => Material.ExportPem();

    /// <summary>The key pair as PKCS#8 (DER), for other libraries. It protects nothing: it lives as long as the test process.</summary>
    public byte[] ExportPrivateKey() => Material.ExportPrivateKey();

    /// <summary>A self-signed certificate of this key (DER), valid from 2020 to 2120, for <c>x5c</c> and <c>x5t</c> members.</summary>
    public byte[] ExportCertificate() => Material.ExportCertificate(KeyId);

    private static int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, KeyPool.KeysPerOwner);
        return index;
    }
}
