using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ApiAuth.LocalTenant.Model;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Keys;

/// <summary>An RSA key of 2048 bits with its self-signed certificate.</summary>
internal sealed class SigningKey
{
    public const int Size = 2048;

    private readonly RSAParameters privateKey;
    private readonly RsaSecurityKey securityKey;

    public SigningKey(string kid, RSA rsa, byte[] certificate)
    {
        Kid = kid;
        Certificate = certificate;
        privateKey = rsa.ExportParameters(includePrivateParameters: true);
        // From parameters, not from an RSA instance: each signer then owns its instance, and many threads can sign.
        securityKey = new(privateKey) { KeyId = kid };
    }

    public string Kid { get; }

    public byte[] Certificate { get; }

    public static SigningKey Create(string domain, DateTimeOffset now)
    {
        using var rsa = RSA.Create(Size);
        var request = new CertificateRequest($"CN={domain}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now, now.AddYears(10));
        return new(Ids.NewKid(), rsa, certificate.RawData);
    }

    public byte[] Sign(byte[] input, SigningAlgorithm algorithm)
    {
        var factory = securityKey.CryptoProviderFactory;
        var signer = factory.CreateForSigning(securityKey, algorithm.ToString());
        try
        {
            return signer.Sign(input);
        }
        finally
        {
            factory.ReleaseSignatureProvider(signer);
        }
    }

    public bool Verify(byte[] input, byte[] signature, SigningAlgorithm algorithm)
    {
        var factory = securityKey.CryptoProviderFactory;
        var verifier = factory.CreateForVerifying(securityKey, algorithm.ToString());
        try
        {
            return verifier.Verify(input, signature);
        }
        finally
        {
            factory.ReleaseSignatureProvider(verifier);
        }
    }

    public string PrivateKeyPem()
    {
        using var rsa = RSA.Create(privateKey);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    public string PublicKeyPem()
    {
        using var rsa = RSA.Create(privateKey);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    public PublishedKey Publish(bool withAlgorithm) => new()
    {
        Kty = "RSA",
        Use = "sig",
        N = Base64UrlEncoder.Encode(privateKey.Modulus),
        E = Base64UrlEncoder.Encode(privateKey.Exponent),
        Kid = Kid,
        X5t = Base64UrlEncoder.Encode(Thumbprint()),
        X5c = [Convert.ToBase64String(Certificate)],
        Alg = withAlgorithm ? nameof(SigningAlgorithm.RS256) : null,
    };

#pragma warning disable CA5350 // RFC 7517 §4.8 defines x5t as SHA-1; it identifies the certificate and protects nothing.
    private byte[] Thumbprint() => SHA1.HashData(Certificate);
#pragma warning restore CA5350
}
