using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ApiAuth.LocalTenant.Tests.ClientAssertions;

/// <summary>A key pair that a client keeps; made once, because RSA keys take their time.</summary>
internal sealed class Signer(RSA? rsa, ECDsa? ecdsa)
{
    public static Signer Rsa { get; } = new(RSA.Create(2048), null);

    public static Signer OtherRsa { get; } = new(RSA.Create(2048), null);

    public static Signer P256 { get; } = new(null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public string Pem => rsa?.ExportSubjectPublicKeyInfoPem() ?? ecdsa!.ExportSubjectPublicKeyInfoPem();

    public string PrivatePem => rsa?.ExportPkcs8PrivateKeyPem() ?? ecdsa!.ExportPkcs8PrivateKeyPem();

    public string CertificatePem
    {
        get
        {
            var request = new CertificateRequest("CN=client", rsa!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            return certificate.ExportCertificatePem();
        }
    }

    public byte[] Sign(byte[] input, string algorithm) => algorithm switch
    {
        "RS256" => rsa!.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => rsa!.SignData(input, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => rsa!.SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => rsa!.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => ecdsa!.SignData(input, HashAlgorithmName.SHA256),
        "HS256" => HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Pem), input),
        _ => [],
    };
}
