using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ApiAuth.Middleware.Testing.Keys;

/// <summary>
/// Every key pair of the process, generated when it is first asked for and then shared by all tests. An owner (an issuer's name) has keys of its own, so that two
/// issuers never share one; it has at most <see cref="KeysPerOwner"/> of a kind, so that thousands of rotations cost no more than that.
/// </summary>
internal static class KeyPool
{
    internal const int KeysPerOwner = 8;

    /// <summary>Owner of the keys that belong to no issuer.</summary>
    internal const string Nobody = "";

    /// <summary>Owner of the keys that forge, which nobody else can get.</summary>
    internal const string Forger = "\0forger";

    private static readonly ConcurrentDictionary<(string Owner, string Kind, int Index), Lazy<KeyMaterial>> Pairs = new();

    internal static KeyMaterial Rsa(string owner, int bits, int index) =>
        Get(owner, $"RSA-{bits}", index, () => new RsaMaterial(RSA.Create(bits)));

    internal static KeyMaterial Ec(string owner, string curve, int index) =>
        Get(owner, curve, index, () => new EcMaterial(ECDsa.Create(CurveOf(curve)), curve));

    internal static bool Supports(string algorithm) => algorithm is "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512" or "ES256" or "ES384" or "ES512";

    /// <summary>The smallest decent key that signs with an algorithm.</summary>
    internal static KeyMaterial For(string owner, string algorithm, int index) => algorithm switch
    {
        _ when !Supports(algorithm) => throw new ArgumentException(
            $"'{algorithm}' is not an algorithm of RFC 7518 with a public key: RS, PS or ES with 256, 384 or 512.", nameof(algorithm)),
        "ES256" => Ec(owner, "P-256", index),
        "ES384" => Ec(owner, "P-384", index),
        "ES512" => Ec(owner, "P-521", index),
        _ => Rsa(owner, 2048, index),
    };

    private static KeyMaterial Get(string owner, string kind, int index, Func<KeyMaterial> generate) =>
        Pairs.GetOrAdd((owner, kind, index % KeysPerOwner), _ => new Lazy<KeyMaterial>(generate)).Value;

    private static ECCurve CurveOf(string curve) => curve switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => throw new ArgumentException($"'{curve}' is not one of P-256, P-384 and P-521.", nameof(curve)),
    };
}
