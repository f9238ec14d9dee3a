using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.ClientAssertions;

/// <summary>The public key of a credential, good for the credential's algorithm and no other.</summary>
internal sealed class ClientKey : IDisposable
{
    private const int LeastRsaSize = 2048;
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly RSA? rsa;
    private readonly ECDsa? ecdsa;
    private readonly ClientAssertionAlgorithm algorithm;

    private ClientKey(RSA? rsa, ECDsa? ecdsa, ClientAssertionAlgorithm algorithm) => (this.rsa, this.ecdsa, this.algorithm) = (rsa, ecdsa, algorithm);

    /// <summary>RFC 7638.</summary>
    public string Thumbprint => Base64UrlEncoder.Encode(rsa is not null
        ? new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)).ComputeJwkThumbprint()
        : new ECDsaSecurityKey(ecdsa).ComputeJwkThumbprint());

    private bool IsFit => rsa?.KeySize >= LeastRsaSize || ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256;

    /// <summary>Null where the PEM holds no public key that fits the algorithm.</summary>
    public static ClientKey? Read(ClientCredential credential)
    {
        try
        {
            var key = Read(credential.Pem, credential.Algorithm);
            if (key?.IsFit == true)
                return key;
            key?.Dispose();
            return null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public bool Verify(byte[] input, byte[] signature) => algorithm switch
    {
        ClientAssertionAlgorithm.RS256 => rsa!.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ClientAssertionAlgorithm.RS384 => rsa!.VerifyData(input, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        ClientAssertionAlgorithm.PS256 => rsa!.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => ecdsa!.VerifyData(input, signature, HashAlgorithmName.SHA256),
    };

    public void Dispose()
    {
        rsa?.Dispose();
        ecdsa?.Dispose();
    }

    private static ClientKey? Read(string pem, ClientAssertionAlgorithm algorithm)
    {
        // Whoever pastes a private key is told, before it is anywhere else.
        if (!PemEncoding.TryFind(pem, out var fields) || pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return null;
        var isElliptic = algorithm == ClientAssertionAlgorithm.ES256;
        if (pem[fields.Label] == "CERTIFICATE")
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return isElliptic ? Of(certificate.GetECDsaPublicKey(), algorithm) : Of(certificate.GetRSAPublicKey(), algorithm);
        }

        return isElliptic ? Of(Imported(ECDsa.Create(), pem), algorithm) : Of(Imported(RSA.Create(), pem), algorithm);
    }

    private static T Imported<T>(T key, string pem)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static ClientKey? Of(RSA? rsa, ClientAssertionAlgorithm algorithm) => rsa is null ? null : new(rsa, null, algorithm);

    private static ClientKey? Of(ECDsa? ecdsa, ClientAssertionAlgorithm algorithm) => ecdsa is null ? null : new(null, ecdsa, algorithm);
}
