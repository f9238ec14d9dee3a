using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Testing.Keys;

internal sealed class EcMaterial(ECDsa pair, string curve) : KeyMaterial
{
    private readonly ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;

    internal override string KeyType => "EC";

    internal override string DefaultAlgorithm => curve switch { "P-256" => "ES256", "P-384" => "ES384", _ => "ES512" };

    protected override AsymmetricAlgorithm Pair => pair;

    internal override JsonObject PublicMembers() => new()
    {
        ["kty"] = KeyType,
        ["crv"] = curve,
        ["x"] = Base64Url.EncodeToString(point.X),
        ["y"] = Base64Url.EncodeToString(point.Y),
    };

    // Any of the three hashes on any curve: a token whose algorithm does not fit its curve (RFC 7518 §3.4) is one that tests want to build.
    protected override byte[] SignAlone(string algorithm, ReadOnlySpan<byte> data) => algorithm switch
    {
        "ES256" or "ES384" or "ES512" => pair.SignData(data, HashOf(algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        _ => throw new ArgumentException($"An EC key does not sign with '{algorithm}'.", nameof(algorithm)),
    };

    protected override CertificateRequest Request(X500DistinguishedName subject) => new(subject, pair, HashAlgorithmName.SHA256);
}
