using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Testing.Keys;

/// <summary>A key pair, without a name: what it signs and what it publishes. Thread-safe.</summary>
internal abstract class KeyMaterial
{
    private static readonly DateTimeOffset CertificateStart = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();

    /// <summary>RFC 7518 §6.1: <c>RSA</c> or <c>EC</c>.</summary>
    internal abstract string KeyType { get; }

    /// <summary>The algorithm that a key of this kind signs with unless told otherwise.</summary>
    internal abstract string DefaultAlgorithm { get; }

    protected abstract AsymmetricAlgorithm Pair { get; }

    /// <summary>RFC 7518 §6.2.1, §6.3.1: <c>kty</c> and the public members.</summary>
    internal abstract JsonObject PublicMembers();

    /// <summary>Signs with an algorithm of RFC 7518 §3.3 to §3.5, which this kind of key can do.</summary>
    internal byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        // The platform's key objects do not promise to be thread-safe.
        lock (gate)
            return SignAlone(algorithm, data);
    }

    internal byte[] ExportSubjectPublicKeyInfo()
    {
        lock (gate)
            return Pair.ExportSubjectPublicKeyInfo();
    }

    internal byte[] ExportPrivateKey()
    {
        lock (gate)
            return Pair.ExportPkcs8PrivateKey();
    }

    internal string ExportPem()
    {
        lock (gate)
            return Pair.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>A self-signed certificate (DER).</summary>
    internal byte[] ExportCertificate(string name)
    {
        lock (gate)
        {
            using var certificate = Request(new X500DistinguishedName($"CN={name}")).CreateSelfSigned(CertificateStart, CertificateStart.AddYears(100));
            return certificate.RawData;
        }
    }

    protected abstract byte[] SignAlone(string algorithm, ReadOnlySpan<byte> data);

    protected abstract CertificateRequest Request(X500DistinguishedName subject);

    protected static HashAlgorithmName HashOf(string algorithm) => algorithm[^3..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
