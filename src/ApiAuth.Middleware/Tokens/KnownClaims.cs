using System.Text.Json;
using ApiAuth.Middleware.Jws;

namespace ApiAuth.Middleware.Tokens;

/// <summary>The claims that the rules look at or the API is shown (RFC 7519 §4.1, RFC 9068 §2.2), found in one walk.</summary>
sealed class KnownClaims
{
    private static readonly MemberNames Names = new(
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "azp", "scope", "scp", "permissions", "org_id", "org_name", "cnf", "gty", "sub_profile",
        "nonce", "at_hash", "c_hash", "s_hash");

    public KnownClaims(JsonElement json)
    {
        (Json, Members) = (json, new(json, Names));
        Issuer = Members.Text("iss");
        Subject = Members.Text("sub");
        Audiences = Members["aud"].Texts();
        ExpiresAt = NumericDate.Read(Members["exp"]);
        NotBefore = NumericDate.Read(Members["nbf"]);
        IssuedAt = NumericDate.Read(Members["iat"]);
    }

    /// <summary>Every claim.</summary>
    public JsonElement Json { get; }

    public JsonMembers Members { get; }

    /// <summary><c>iss</c>; this and those below are null, or empty, if the claim is absent or not of its type.</summary>
    public string? Issuer { get; }

    public string? Subject { get; }

    public string[] Audiences { get; }

    public DateTimeOffset? ExpiresAt { get; }

    public DateTimeOffset? NotBefore { get; }

    public DateTimeOffset? IssuedAt { get; }
}
