namespace ApiAuth.Middleware;

/// <summary>Which tokens are looked at. No option switches a check off.</summary>
public sealed class TokenOptions
{
    /// <summary>
    /// The longest token that is looked at, in characters. Default 16,384, range 1,024 to 65,536. A sixteenth of it is how many names and values header and payload
    /// may hold each.
    /// </summary>
    public int MaxLength { get; set; } = 16 * 1024;

    /// <summary>
    /// How far the issuer's clock may differ from ours, for <c>exp</c>, <c>nbf</c> and <c>iat</c> (RFC 7519 §4.1.4). Default 30 seconds, range 0 to 5 minutes.
    /// </summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The signature algorithms that are accepted, spelt as in RFC 7518 §3.1. Default <c>RS256</c> alone; <c>RS256</c>, <c>RS384</c>, <c>RS512</c>,
    /// <c>PS256</c>, <c>PS384</c>, <c>PS512</c>, <c>ES256</c>, <c>ES384</c> and <c>ES512</c> can be listed. <c>none</c> and <c>HS*</c> cannot.
    /// </summary>
    public IList<string> Algorithms { get; set; } = ["RS256"];

    /// <summary>Which form of access token is asked for. Default <see cref="TokenProfile.Any"/>.</summary>
    public TokenProfile Profile { get; set; } = TokenProfile.Any;
}

/// <summary>The form of an access token.</summary>
public enum TokenProfile
{
    /// <summary>Auth0's own access tokens (<c>typ</c> <c>JWT</c> or none) and those of RFC 9068.</summary>
    Any,

    /// <summary>RFC 9068 to the letter: <c>typ</c> <c>at+jwt</c>, and <c>client_id</c>, <c>iat</c> and <c>jti</c> present (§2.1, §2.2, §4).</summary>
    Rfc9068,
}
