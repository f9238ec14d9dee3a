using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Testing.Keys;

internal sealed class RsaMaterial(RSA pair) : KeyMaterial
{
    private readonly RSAParameters numbers = pair.ExportParameters(includePrivateParameters: false);

    internal override string KeyType => "RSA";

    internal override string DefaultAlgorithm => "RS256";

    protected override AsymmetricAlgorithm Pair => pair;

    internal override JsonObject PublicMembers() => new()
    {
        ["kty"] = KeyType,
        ["n"] = Base64Url.EncodeToString(numbers.Modulus),
        ["e"] = Base64Url.EncodeToString(numbers.Exponent),
    };

    /// <summary>RFC 7518 §4.3: RSA-OAEP-256.</summary>
    internal byte[] Encrypt(byte[] contentKey)
    {
        using var rsa = RSA.Create(numbers);
        return rsa.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256);
    }

    protected override byte[] SignAlone(string algorithm, ReadOnlySpan<byte> data) => algorithm switch
    {
        "RS256" or "RS384" or "RS512" => pair.SignData(data, HashOf(algorithm), RSASignaturePadding.Pkcs1),
        "PS256" or "PS384" or "PS512" => pair.SignData(data, HashOf(algorithm), RSASignaturePadding.Pss),
        _ => throw new ArgumentException($"An RSA key does not sign with '{algorithm}'.", nameof(algorithm)),
    };

    protected override CertificateRequest Request(X500DistinguishedName subject) => new(subject, pair, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
