using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant;

/// <summary>Makes tokens that an API must refuse: the tenant never issues them.</summary>
public sealed class TokenForge
{
    private readonly SigningKeys keys;
    private readonly Lazy<SigningKey> unpublished;

    internal TokenForge(SigningKeys keys, TenantIssuer issuer, TimeProvider time)
    {
        this.keys = keys;
        unpublished = new(() => SigningKey.Create(issuer.Domain, time.GetUtcNow()));
    }

    /// <summary>Changes parts of a token and signs it again.</summary>
    /// <param name="token">A JWT, such as one that the tenant issued.</param>
    /// <param name="signature">Who signs. <c>alg</c> and <c>kid</c> are set to fit before <paramref name="header"/> runs.</param>
    /// <param name="header">Changes the header.</param>
    /// <param name="payload">Changes the claims.</param>
    /// <exception cref="LocalTenantException">The token is not a JWT.</exception>
    public string Alter(
        string token,
        ForgedSignature signature = ForgedSignature.CurrentKey,
        Action<JsonObject>? header = null,
        Action<JsonObject>? payload = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        var (forgedHeader, forgedPayload) = CompactJws.Read(token);
        Fit(forgedHeader, signature);
        header?.Invoke(forgedHeader);
        payload?.Invoke(forgedPayload);
        return Sign(forgedHeader, forgedPayload, signature);
    }

    /// <summary>Signs any header and claims as they are.</summary>
    public string Sign(JsonObject header, JsonObject payload, ForgedSignature signature = ForgedSignature.CurrentKey)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(payload);
        return CompactJws.Write(header, payload, input => Signature(input, AlgorithmOf(header), signature));
    }

    private void Fit(JsonObject header, ForgedSignature signature)
    {
        switch (signature)
        {
            case ForgedSignature.None:
                header["alg"] = "none";
                break;
            case ForgedSignature.PublicKeyAsSecret:
                header["alg"] = "HS256";
                break;
            case ForgedSignature.UnpublishedKey:
                break;
            default:
                header["kid"] = PublishedKey(signature).Kid;
                break;
        }
    }

    private byte[] Signature(byte[] input, SigningAlgorithm algorithm, ForgedSignature signature) => signature switch
    {
        ForgedSignature.None => [],
        ForgedSignature.PublicKeyAsSecret => HMACSHA256.HashData(Encoding.ASCII.GetBytes(keys.Set.Current.PublicKeyPem()), input),
        ForgedSignature.UnpublishedKey => unpublished.Value.Sign(input, algorithm),
        _ => PublishedKey(signature).Sign(input, algorithm),
    };

    private SigningKey PublishedKey(ForgedSignature signature) => signature switch
    {
        ForgedSignature.NextKey => keys.Set.Next,
        ForgedSignature.PreviousKey => keys.Set.Previous ?? throw new LocalTenantException("There is no previous key. Rotate first."),
        _ => keys.Set.Current,
    };

    private static SigningAlgorithm AlgorithmOf(JsonObject header) =>
        Enum.TryParse<SigningAlgorithm>(header["alg"]?.ToString(), out var algorithm) ? algorithm : SigningAlgorithm.RS256;
}

/// <summary>What a forged token is signed with.</summary>
public enum ForgedSignature
{
    /// <summary>The tenant's current key: the signature is good.</summary>
    CurrentKey,

    /// <summary>The tenant's next key, which is published: the signature is good.</summary>
    NextKey,

    /// <summary>A key that is not in the JWKS, under whatever <c>kid</c> the header has.</summary>
    UnpublishedKey,

    /// <summary>HMAC-SHA-256 with the PEM text of the current public key as the secret (RFC 8725 §2.1).</summary>
    PublicKeyAsSecret,

    /// <summary>Nothing: the third part is empty (<c>alg</c> <c>none</c>).</summary>
    None,

    /// <summary>The tenant's previous key, which is published until it is revoked: the signature is good. There is one after a rotation.</summary>
    PreviousKey,
}
