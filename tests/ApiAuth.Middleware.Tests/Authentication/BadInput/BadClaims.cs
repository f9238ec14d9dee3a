using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Authentication.BadInput;

/// <summary>Rules 7 to 11: ID-token marks, issuer, audience, times, subject.</summary>
static class BadClaims
{
    private static readonly Expected IdToken = Expected.Invalid("id_token_presented", 108);
    private static readonly Expected Issuer = Expected.Invalid("issuer_unknown", 109);
    private static readonly Expected Audience = Expected.Invalid("audience_mismatch", 110);
    private static readonly Expected Missing = Expected.Invalid("claim_missing", 111);
    private static readonly Expected Malformed = Expected.Invalid("claim_malformed", 112);
    private static readonly Expected Expired = Expected.Invalid("token_expired", 113);
    private static readonly Expected NotYet = Expected.Invalid("token_not_yet_valid", 114);

    public static IEnumerable<BadRequest> Rows =>
    [
        new("an ID token", IdToken) { Break = _ => TestAccessToken.IdToken },
        .. new[] { "nonce", "at_hash", "c_hash", "s_hash" }.Select(mark => With($"a {mark}", mark, "77QmUPtjPfzWtF2AnpK9RQ", IdToken)),
        With("a nonce that is null", "nonce", null, IdToken),

        new("another issuer", Issuer) { Break = token => token with { Issuer = "https://evil.test/" } },
        new("an issuer without the slash", Issuer) { Break = token => token with { Issuer = "https://tenant.test" } },
        new("an issuer in capitals", Issuer) { Break = token => token with { Issuer = "HTTPS://TENANT.TEST/" } },
        new("an issuer that begins like ours", Issuer) { Break = token => token with { Issuer = "https://tenant.test/.evil.test/" } },
        new("an issuer and a space", Issuer) { Break = token => token with { Issuer = "https://tenant.test/ " } },
        new("an issuer and a line break", Issuer) { Break = token => token with { Issuer = "https://tenant.test/\r\nSet-Cookie: a=b" } },
        With("our issuer in an array", "iss", new[] { "https://tenant.test/" }, Issuer),
        With("an issuer that is a number", "iss", 1, Issuer),
        With("an issuer that is null", "iss", null, Issuer),
        Without("no issuer", "iss", Issuer),

        new("another audience", Audience) { Break = token => token with { Audience = "https://another-api.test/" } },
        new("an audience and a slash", Audience) { Break = token => token with { Audience = "urn:test-api/" } },
        new("an audience in capitals", Audience) { Break = token => token with { Audience = "URN:TEST-API" } },
        new("two audiences in one string", Audience) { Break = token => token with { Audience = "urn:test-api https://another-api.test/" } },
        new("an audience that begins like ours", Audience) { Break = token => token with { Audience = "urn:test-api2" } },
        new("an empty audience", Audience) { Break = token => token with { Audience = "" } },
        new("no audience in the array", Audience) { Break = token => token with { Audiences = [] } },
        new("only other audiences in the array", Audience) { Break = token => token with { Audiences = ["a", "b"] } },
        With("our audience beside a null", "aud", new object?[] { null, "urn:test-api" }, Audience),
        With("our audience beside a number", "aud", new object[] { "urn:test-api", 1 }, Audience),
        With("our audience in a nested array", "aud", new[] { new[] { "urn:test-api" } }, Audience),
        With("our audience in an object", "aud", new { aud = "urn:test-api" }, Audience),
        With("an audience that is null", "aud", null, Audience),
        Without("no audience", "aud", Audience),

        Without("no exp", "exp", Missing),
        new("Exp for exp", Missing) { Break = token => token.WithoutClaim("exp").WithClaim("Exp", 4_000_000_000) },
        .. new[] { "exp", "nbf", "iat" }.SelectMany(BadTimes),
        With("an exp in milliseconds", "exp", 1_767_229_200_000, Malformed),
        With("an exp eleven years ahead", "exp", 1_767_225_600 + (11 * 365 * 86_400L), Malformed),
        With("an exp of the largest number", "exp", long.MaxValue, Malformed),
        new("an exp that has passed", Expired) { Break = _ => TestAccessToken.Expired },
        With("an exp of 0", "exp", 0, Expired),
        With("an exp of minus zero", "exp", -0.0, Expired),
        new("an exp that has passed, and a broken signature", Expired) { Break = _ => TestAccessToken.Expired with { RawSignature = "x" } },
        new("an nbf ahead", NotYet) { Break = _ => TestAccessToken.NotYetValid },
        new("an iat ahead", NotYet) { Break = token => token with { Age = TimeSpan.FromMinutes(-10) } },

        Without("no sub", "sub", Missing),
        With("an empty sub", "sub", "", Malformed),
        With("a sub that is a number", "sub", 1, Malformed),
        With("a sub that is null", "sub", null, Malformed),
        With("a sub that is an array", "sub", new[] { "auth0|1" }, Malformed),
    ];

    private static IEnumerable<BadRequest> BadTimes(string name) =>
    [
        With($"an {name} of digits in quotes", name, "1767229200", Malformed),
        With($"an {name} that is true", name, true, Malformed),
        With($"an {name} that is null", name, null, Malformed),
        With($"an {name} that is an array", name, new[] { 1_767_229_200 }, Malformed),
        With($"a negative {name}", name, -1, Malformed),
        With($"an {name} beyond all times", name, 1e300, Malformed),
        new($"an {name} beyond all numbers", Malformed) { Break = token => token.WithoutClaim(name) with { RawPayload = RawSegment.Edit(json => $"{{\"{name}\":1e400,{json[1..]}") } },
    ];

    private static BadRequest With(string name, string claim, object? value, Expected expected) => new(name, expected) { Break = token => token.WithClaim(claim, value) };

    private static BadRequest Without(string name, string claim, Expected expected) => new(name, expected) { Break = token => token.WithoutClaim(claim) };
}
