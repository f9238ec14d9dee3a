using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Jws;

/// <summary>Is it signed, and by whom? (RFC 7515 §5.2 step 8)</summary>
static class JwsSignature
{
    /// <summary>The key that signed, or the reason why none did. Only the issuer's own keys are asked for (RFC 8725 §3.8).</summary>
    public static async ValueTask<(SigningKey? Key, AuthError? Error)> VerifyAsync(CompactJws jws, IssuerKeys keys, CancellationToken cancellationToken)
    {
        var algorithm = jws.Header.Algorithm!;
        var lookup = await keys.FindAsync(jws.Header.KeyId, algorithm, cancellationToken);
        if (lookup.RetryAfter is { } retryAfter)
            return (null, new(AuthErrorReason.KeysUnavailable) { Expected = "the signing keys of the issuer", Found = "none that can be had now", RetryAfter = retryAfter });
        if (SignerAmong(lookup.Candidates, jws) is { } known)
            return (known, null);
        var untried = await keys.FindUntriedAsync(lookup.Candidates, jws.Header.KeyId, algorithm, cancellationToken);
        if (SignerAmong(untried, jws) is { } newer)
            return (newer, null);
        return lookup.Candidates.Length + untried.Length == 0
            ? (null, new(AuthErrorReason.KeyUnknown) { Expected = "a kid among the issuer's keys", Found = DescribeKid(jws.Header) })
            : (null, new(AuthErrorReason.SignatureInvalid) { Expected = "a signature by the issuer's key", Found = DescribeKid(jws.Header) });
    }

    private static SigningKey? SignerAmong(SigningKey[] candidates, CompactJws jws) => Array.Find(candidates, key =>
        key.ProviderFor(jws.Header.Algorithm!).Verify(jws.SigningInput, 0, jws.SigningInput.Length, jws.Signature, 0, jws.Signature.Length));

    private static string DescribeKid(JwsHeader header) =>
        header.KeyId is null ? $"no kid, alg {Printable.Quoted(header.Algorithm!)}" : $"kid {Printable.Quoted(header.KeyId)}, alg {Printable.Quoted(header.Algorithm!)}";
}
