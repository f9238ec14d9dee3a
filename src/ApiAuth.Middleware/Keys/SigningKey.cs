using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.Middleware.Keys;

/// <summary>One public key of an issuer that may sign access tokens (RFC 7517 §4).</summary>
/// <remarks>The same key in the next set is the same object, so that a remembered token can hold on to the key that signed it.</remarks>
sealed class SigningKey(JsonWebKey jwk)
{
    // Providers are kept here, per key and algorithm, and go with the key; the library's own cache would outlive it.
    private static readonly CryptoProviderFactory Providers = new() { CacheSignatureProviders = false };
    private readonly ConcurrentDictionary<string, SignatureProvider> providers = new(StringComparer.Ordinal);
    private volatile bool withdrawn;

    public string? Kid => jwk.Kid;

    /// <summary>RFC 7638, with the members that bind the key to a use.</summary>
    public string Identity { get; } = $"{Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint())}|{jwk.Alg}|{jwk.Kid}";

    /// <summary>The issuer's newest set no longer has this key.</summary>
    public bool IsWithdrawn => withdrawn;

    public void Withdraw() => withdrawn = true;

    /// <summary>Key type, curve and the key's own <c>alg</c> allow this algorithm (RFC 7518 §3.1, §3.3 to §3.5). Its size was looked at when it was read.</summary>
    public bool Fits(string algorithm) =>
        (jwk.Alg is null || jwk.Alg == algorithm) && algorithm switch
        {
            "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512" => jwk.Kty == JsonWebAlgorithmsKeyTypes.RSA,
            "ES256" => jwk.Crv == JsonWebKeyECTypes.P256,
            "ES384" => jwk.Crv == JsonWebKeyECTypes.P384,
            "ES512" => jwk.Crv == JsonWebKeyECTypes.P521,
            _ => false,
        };

    public SignatureProvider ProviderFor(string algorithm) =>
        providers.GetOrAdd(algorithm, static (name, key) => Providers.CreateForVerifying(key, name), jwk);
}
