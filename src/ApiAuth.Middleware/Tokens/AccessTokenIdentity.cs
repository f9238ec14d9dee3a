using System.Security.Claims;

namespace ApiAuth.Middleware.Tokens;

/// <summary>
/// The identity that this library issues for a token; the only way from a principal back to its token. Its claims are made when somebody asks for them,
/// for this identity alone: most requests are decided by the token and never look.
/// </summary>
/// <remarks>
/// One who copies an identity past its members finds no claims if nobody asked for them before: the constructor of <see cref="ClaimsIdentity"/> that is given both
/// an identity and an authentication type, and its protected copy constructor. <see cref="Clone"/> first; a clone has all claims at once.
/// </remarks>
sealed class AccessTokenIdentity : ClaimsIdentity
{
    private volatile bool isMade;

    public AccessTokenIdentity(AccessToken token, string scheme)
        : base(authenticationType: scheme, nameType: "sub", roleType: token.Identities.RoleClaimType) => Token = token;

    // The base class has copied the other's claims.
    private AccessTokenIdentity(AccessTokenIdentity other)
        : base(other) => (Token, isMade) = (other.Token, true);

    public AccessToken Token { get; }

    public override string? Name => Token.Subject;

    public override IEnumerable<Claim> Claims
    {
        get
        {
            Make();
            return base.Claims;
        }
    }

    // The constructors of ClaimsIdentity that are given no type of their own read it before they copy the claims of another identity, and give no other sign.
    public override string? AuthenticationType
    {
        get
        {
            Make();
            return base.AuthenticationType;
        }
    }

    public override void AddClaim(Claim claim)
    {
        Make();
        base.AddClaim(claim);
    }

    public override void AddClaims(IEnumerable<Claim?> claims)
    {
        Make();
        base.AddClaims(claims);
    }

    public override void RemoveClaim(Claim? claim)
    {
        Make();
        base.RemoveClaim(claim);
    }

    public override bool TryRemoveClaim(Claim? claim)
    {
        Make();
        return base.TryRemoveClaim(claim);
    }

    // The base class finds claims by names in any case; a role in a claim "Roles" is none in "roles" (RFC 7519 §4: names are case-sensitive).

    public override IEnumerable<Claim> FindAll(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Claims.Where(claim => claim.Type == type);
    }

    public override Claim? FindFirst(string type) => FindAll(type).FirstOrDefault();

    public override bool HasClaim(string type, string value) => FindAll(type).Any(claim => claim.Value == value);

    /// <summary>A clone is of the same token: claims transformations clone before they add.</summary>
    public override ClaimsIdentity Clone()
    {
        Make();
        return new AccessTokenIdentity(this);
    }

    protected override void WriteTo(BinaryWriter writer, byte[]? userData)
    {
        Make();
        base.WriteTo(writer, userData);
    }

    private void Make()
    {
        if (isMade)
            return;
        // Two readers of one request may meet here; both must find all claims, once. The token is as good a lock as any and costs nothing.
        lock (Token.Identities)
        {
            if (isMade)
                return;
            base.AddClaims(Token.Identities.CopyTo(this));
            isMade = true;
        }
    }
}
