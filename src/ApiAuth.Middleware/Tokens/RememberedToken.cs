using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Tokens;

/// <summary>A token that passed, and what must still hold when it comes again.</summary>
sealed class RememberedToken(TokenHash hash, AccessToken token, SigningKey key, IssuerKeys issuer)
{
    private volatile bool isUsedAgain;

    public TokenHash Hash => hash;

    public AccessToken Token => token;

    public IssuerKeys Issuer => issuer;

    public bool IsUsedAgain
    {
        get => isUsedAgain;
        set
        {
            // A write that changes nothing would still take the cache line away from other processors.
            if (isUsedAgain != value)
                isUsedAgain = value;
        }
    }

    /// <summary>Within its times, not signed by a key that left, and the issuer's keys may still be used.</summary>
    public bool Holds(DateTimeOffset now, TimeSpan clockSkew) => IsWithinItsTimes(now, clockSkew) && !key.IsWithdrawn && issuer.IsServing(now);

    // A clock may be set back, behind a token that has begun.
    private bool IsWithinItsTimes(DateTimeOffset now, TimeSpan clockSkew) =>
        now < token.ExpiresAt + clockSkew && !(token.NotBefore > now + clockSkew) && !(token.IssuedAt > now + clockSkew);
}
