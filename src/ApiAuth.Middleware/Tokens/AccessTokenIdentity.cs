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

    /// <summary>A clone is of the same token: claims transformations clone before they add.</summary>
    public override ClaimsIdentity Clone() => new AccessTokenIdentity(this);
}
