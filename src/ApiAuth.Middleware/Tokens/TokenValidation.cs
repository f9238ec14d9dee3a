using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Jws;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Tokens;

/// <summary>The rules of one scheme, applied to a token: everything but the hooks.</summary>
sealed class TokenValidation(TokenRules rules, TokenCache cache)
{
    /// <summary>The alias of an issuer that is none of ours.</summary>
    private const string OtherIssuer = "other";

    private readonly TokenHashes hashes = new();

    public TokenRules Rules => rules;

    public TokenCache Cache => cache;

    /// <summary>The token, if it passed before and still holds; otherwise <paramref name="hash"/>, under which it is to be remembered, goes to <see cref="ExamineAsync"/>.</summary>
    public RememberedToken? Recall(ReadOnlyMemory<char> token, out TokenHash? hash)
    {
        hash = token.Length <= rules.MaxLength && cache.IsOn ? hashes.Of(token) : null;
        if (hash is not { } known || !cache.TryFind(known, out var remembered))
            return null;
        if (remembered.Holds(rules.TimeProvider.GetUtcNow(), rules.ClockSkew))
            return remembered;
        cache.Remove(remembered);
        return null;
    }

    /// <summary>Every rule, from the first. What passed is to be remembered once the hooks agree. (Without a hash nothing passes, unless the cache is off.)</summary>
    public ValueTask<TokenVerdict> ExamineAsync(ReadOnlySpan<char> token, TokenHash? hash, CancellationToken cancellationToken)
    {
        if (token.Length > rules.MaxLength)
            return Refuse(new(AuthErrorReason.TokenTooLong) { Expected = $"at most {rules.MaxLength} characters (Tokens:MaxLength)", Found = $"{token.Length} characters" });
        if (CompactJws.Read(token, rules.MaxValues, out var error) is not { } jws)
            return Refuse(error!);
        var claims = new KnownClaims(jws.Payload);
        var failure = AccessTokenChecks.FirstFailure(new(jws.Header, claims, rules, rules.TimeProvider.GetUtcNow()));
        var issuer = claims.Issuer is { } name ? rules.Issuers.GetValueOrDefault(name) : null;
        return failure is null
            ? VerifyAsync(jws, claims, issuer!, hash, cancellationToken)
            : Refuse(failure, issuer);
    }

    private async ValueTask<TokenVerdict> VerifyAsync(CompactJws jws, KnownClaims claims, IssuerKeys issuer, TokenHash? hash, CancellationToken cancellationToken)
    {
        var (key, error) = await JwsSignature.VerifyAsync(jws, issuer, cancellationToken);
        error ??= AccessTokenChecks.IsNotSenderConstrained(claims);
        if (error is not null)
            return new(error, issuer.Settings.Alias);

        return new(new RememberedToken(hash.GetValueOrDefault(), new AccessToken(claims, rules.RoleClaim), key!, issuer));
    }

    private static ValueTask<TokenVerdict> Refuse(AuthError error, IssuerKeys? issuer = null) =>
        ValueTask.FromResult(new TokenVerdict(error, issuer?.Settings.Alias ?? OtherIssuer));
}

/// <summary>A token that passed, or the reason why it did not; and the alias of its issuer for metrics.</summary>
readonly struct TokenVerdict
{
    public TokenVerdict(RememberedToken accepted) => (Accepted, IssuerAlias) = (accepted, accepted.Issuer.Settings.Alias);

    public TokenVerdict(AuthError error, string issuerAlias) => (Error, IssuerAlias) = (error, issuerAlias);

    public RememberedToken? Accepted { get; }

    public AuthError? Error { get; }

    public string IssuerAlias { get; }
}
