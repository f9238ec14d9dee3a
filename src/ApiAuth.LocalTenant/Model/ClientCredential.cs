using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>A public key whose private half an application signs with, to prove who it is by <c>private_key_jwt</c> (RFC 7523 §2.2).</summary>
public sealed record ClientCredential
{
    /// <summary><c>cred_</c> and 22 letters and digits; made up when not given.</summary>
    public string Id { get; init; } = Ids.NewCredential();

    /// <summary>A name for people; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The public key or a certificate of it, in PEM (RFC 7468): RSA of at least 2048 bits, or for <see cref="ClientAssertionAlgorithm.ES256"/> P-256.</summary>
    public required string Pem { get; init; }

    /// <summary>The one algorithm that the application signs with. Default <see cref="ClientAssertionAlgorithm.RS256"/>.</summary>
    public ClientAssertionAlgorithm Algorithm { get; init; } = ClientAssertionAlgorithm.RS256;

    /// <summary>The <c>kid</c> that an assertion can name the key by. Null: the key's SHA-256 thumbprint (RFC 7638).</summary>
    public string? KeyId { get; init; }
}

/// <summary>The JWS algorithms (RFC 7518 §3.1) that applications can sign their assertions with.</summary>
public enum ClientAssertionAlgorithm
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    RS256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-384.</summary>
    RS384,

    /// <summary>RSASSA-PSS with SHA-256.</summary>
    PS256,

    /// <summary>ECDSA with P-256 and SHA-256.</summary>
    ES256,
}
