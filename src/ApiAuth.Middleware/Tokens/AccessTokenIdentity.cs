using System.Security.Claims;

namespace ApiAuth.Middleware.Tokens;

/// <summary>The identity that this library issues for a token; the only way from a principal back to its token.</summary>
sealed class AccessTokenIdentity : ClaimsIdentity
{
    public AccessTokenIdentity(AccessToken token, string scheme)
        : base(authenticationType: scheme, nameType: "sub", roleType: token.Identities.RoleClaimType)
    {
        Token = token;
        AddClaims(token.Identities.CopyTo(this));
    }

    private AccessTokenIdentity(AccessTokenIdentity other)
        : base(other) => Token = other.Token;

    public AccessToken Token { get; }

    // The names of claims have a case (RFC 7519 §4, §7.3), which the base class ignores: a claim "Sub" is not the subject, and "Roles" grants nothing.
    public override Claim? FindFirst(string type) => Claims.FirstOrDefault(claim => string.Equals(claim.Type, type, StringComparison.Ordinal));

    public override IEnumerable<Claim> FindAll(string type) => Claims.Where(claim => string.Equals(claim.Type, type, StringComparison.Ordinal));

    public override bool HasClaim(string type, string value) => FindAll(type).Any(claim => string.Equals(claim.Value, value, StringComparison.Ordinal));

    /// <summary>A clone is of the same token: claims transformations clone before they add.</summary>
    public override ClaimsIdentity Clone() => new AccessTokenIdentity(this);
}
