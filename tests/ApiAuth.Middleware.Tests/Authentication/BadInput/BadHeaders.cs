using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rules 4 to 6: what the header must not have, algorithm, type.</summary>
static class BadHeaders
{
    private static readonly Expected Malformed = Expected.Invalid("token_malformed", 103);
    private static readonly Expected Algorithm = Expected.Invalid("algorithm_not_allowed", 106);
    private static readonly Expected Type = Expected.Invalid("type_not_access_token", 107);

    public static IEnumerable<BadRequest> Rows =>
    [
        With("an unknown critical extension", "crit", new[] { "x-mfa" }, Malformed),
        With("an empty crit", "crit", Array.Empty<string>(), Malformed),
        With("a crit that is a string", "crit", "exp", Malformed),
        With("a crit that is null", "crit", null, Malformed),
        With("b64 false", "b64", false, Malformed),
        With("b64 true", "b64", true, Malformed),
        With("zip", "zip", "DEF", Malformed),
        With("enc", "enc", "A256GCM", Malformed),
        With("cty", "cty", "JWT", Malformed),
        With("a kid that is a number", "kid", 1, Malformed),
        With("a kid that is null", "kid", null, Malformed),
        With("a kid that is an array", "kid", new[] { "a" }, Malformed),
        With("a kid that is an object", "kid", new { kid = "a" }, Malformed),

        With("an alg that only says none", "alg", "none", Algorithm),
        With("alg None", "alg", "None", Algorithm),
        With("alg nOnE", "alg", "nOnE", Algorithm),
        With("an empty alg", "alg", "", Algorithm),
        With("alg null", "alg", null, Algorithm),
        With("alg as a number", "alg", 256, Algorithm),
        With("alg as an array", "alg", new[] { "RS256" }, Algorithm),
        With("alg in lower case", "alg", "rs256", Algorithm),
        With("alg behind a space", "alg", " RS256", Algorithm),
        With("alg before a null character", "alg", "RS256\0", Algorithm),
        With("alg as an XML signature name", "alg", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Algorithm),
        new("no alg", Algorithm) { Break = token => token.WithoutHeader("alg") },
        new("HS256 with the public key for a secret", Algorithm) { Break = token => token with { Algorithm = "HS256" } },
        new("HS512 with an empty secret", Algorithm) { Break = token => token with { Algorithm = "HS512", HmacSecret = [] } },
        new("RS512 where RS256 is listed", Algorithm) { Break = token => token with { Algorithm = "RS512" } },
        new("PS256 where RS256 is listed", Algorithm) { Break = token => token with { Algorithm = "PS256" } },
        new("ES256 where RS256 is listed", Algorithm) { Break = token => token with { Key = TestKey.Ec() } },

        With("the typ of an ID token of another server", "typ", "id+jwt", Type),
        With("the typ of a logout token", "typ", "logout+jwt", Type),
        With("the typ of a proof", "typ", "dpop+jwt", Type),
        With("the typ of a refresh token", "typ", "rt+jwt", Type),
        With("an empty typ", "typ", "", Type),
        With("a typ with a parameter", "typ", "at+jwt;x=1", Type),
        With("a typ with another prefix", "typ", "text/at+jwt", Type),
        With("a typ with a space", "typ", "at+jwt ", Type),
        With("a typ that is null", "typ", null, Type),
        With("a typ that is a number", "typ", 1, Type),
        With("a typ that is an array", "typ", new[] { "at+jwt" }, Type),
    ];

    private static BadRequest With(string name, string member, object? value, Expected expected) =>
        new(name, expected) { Break = token => token.WithHeader(member, value) };
}
