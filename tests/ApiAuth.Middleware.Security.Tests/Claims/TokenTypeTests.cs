using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Claims;

/// <summary>An access token and no other kind of JWT (RFC 8725 §3.11, §3.12; RFC 9068 §4).</summary>
public class TokenTypeTests
{
    private static readonly object?[] OtherTypes =
    [
        "", "logout+jwt", "dpop+jwt", "secevent+jwt", "id+jwt", "entity-statement+jwt", "at+jwt;x=1", "at+jwt ", " at+jwt", "at_jwt", "at+jwt+x", "text/at+jwt", "application/", "application/application/at+jwt", "application/logout+jwt",
        new[] { "at+jwt" }, 1, true, null, new { typ = "at+jwt" }, "at+jwt\0", "ａt+jwt",
    ];

    [Fact, Trait("Row", "E10"), Trait("Row", "X21")]
    public async Task A_typ_is_that_of_an_access_token_in_any_case_and_with_or_without_its_prefix()
    {
        await using var api = await TestApi.StartAsync();
        foreach (var type in (string[])["at+jwt", "at+JWT", "AT+JWT", "application/at+jwt", "APPLICATION/AT+JWT", "JWT", "jwt", "application/jwt"])
            await api.AcceptsAsync(TestAccessToken.Valid with { Type = type }, type);
        // Auth0's own access tokens are JWT, and the default takes them and those without typ; RFC 9068 to the letter is the profile below.
        await api.AcceptsAsync(TestAccessToken.Valid.WithoutHeader("typ"));

        foreach (var type in OtherTypes)
            await api.RefusesAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Valid.WithHeader("typ", type), $"typ {type}");
    }

    [Fact, Trait("Row", "E10"), Trait("Row", "X21")]
    public async Task To_the_letter_of_RFC_9068_every_typ_but_its_own_is_refused()
    {
        await using var api = await Apis.WithAsync(options => options.Tokens.Profile = TokenProfile.Rfc9068);
        foreach (var type in (string[])["at+jwt", "at+JWT", "AT+JWT", "application/at+jwt", "APPLICATION/AT+JWT"])
            await api.AcceptsAsync(TestAccessToken.Rfc9068 with { Type = type }, type);

        foreach (var type in OtherTypes.Concat(["JWT", "jwt", "application/jwt"]))
            await api.RefusesAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Rfc9068.WithHeader("typ", type), $"typ {type}");
        await api.RefusesAsync(AuthErrorReason.TypeNotAccessToken, TestAccessToken.Rfc9068.WithoutHeader("typ"));
    }

    [Fact, Trait("Row", "E11")]
    public async Task A_token_with_the_marks_of_an_ID_token_is_refused_whatever_its_typ()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid with { ClientId = null }, "no client: Auth0 and others leave it out, and the profile alone asks for it");

        foreach (var mark in (string[])["nonce", "at_hash", "c_hash", "s_hash"])
            foreach (var value in (object?[])["n-0S6_WzA2Mj", "", null, 1])
            {
                await api.RefusesAsync(AuthErrorReason.IdTokenPresented, TestAccessToken.Valid.WithClaim(mark, value), $"{mark} {value}");
                await api.RefusesAsync(AuthErrorReason.IdTokenPresented, TestAccessToken.Rfc9068.WithClaim(mark, value), $"{mark} {value}, at+jwt");
                await api.RefusesAsync(AuthErrorReason.IdTokenPresented, TestAccessToken.Valid.WithoutHeader("typ").WithClaim(mark, value), $"{mark} {value}, no typ");
            }
        await api.RefusesAsync(AuthErrorReason.IdTokenPresented, TestAccessToken.IdToken);
        await api.RefusesAsync(AuthErrorReason.IdTokenPresented, TestAccessToken.IdToken with { Audience = TestApi.Audience });
    }

    [Fact, Trait("Row", "E17")]
    public async Task To_the_letter_of_RFC_9068_every_required_claim_is_there()
    {
        await using var api = await Apis.WithAsync(options => options.Tokens.Profile = TokenProfile.Rfc9068);
        await api.AcceptsAsync(TestAccessToken.Rfc9068);

        await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Rfc9068.WithoutClaim("iss"));
        await api.RefusesAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.Rfc9068.WithoutClaim("aud"));
        foreach (var claim in (string[])["exp", "sub", "client_id", "iat", "jti"])
            await api.RefusesAsync(AuthErrorReason.ClaimMissing, TestAccessToken.Rfc9068.WithoutClaim(claim), claim);
        foreach (var claim in (string[])["sub", "client_id", "jti"])
            foreach (var value in (object?[])["", null, 1, new[] { "x" }])
                await api.RefusesAsync(AuthErrorReason.ClaimMalformed, TestAccessToken.Rfc9068.WithClaim(claim, value), $"{claim} {value}");
    }

    [Fact, Trait("Row", "I2"), Trait("Row", "J1")]
    public async Task A_token_that_is_bound_to_a_key_does_not_pass_as_a_bearer_token()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        object?[] confirmations =
        [
            new Dictionary<string, string> { ["jkt"] = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" }, new Dictionary<string, string> { ["x5t#S256"] = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0" },
            new { jwk = new { kty = "RSA" } }, new { kid = "k" }, new { jku = "https://evil.test/" }, new { osc = 1 }, new { }, "x", null, 1, Array.Empty<string>(),
        ];
        foreach (var confirmation in confirmations)
            await api.RefusesAsync(AuthErrorReason.SenderConstrained, TestAccessToken.Valid.WithClaim("cnf", confirmation), $"cnf {confirmation}");

        // A proof that comes along, good as it is, changes nothing while DPoP is off, nor does the scheme.
        var holder = TestKey.Ec();
        var bound = api.Issuer.Issue(TestAccessToken.Valid.WithClaim("cnf", new { jkt = Thumbprint(holder) }));
        foreach (var (scheme, token) in ((string, string)[])[("Bearer", bound), ("DPoP", bound), ("dpop", bound), ("DPOP", bound), ("DPoP", api.Issuer.Issue())])
            foreach (var proof in (string?[])[Proof(holder, token, api.Time.GetUtcNow()), null])
            {
                var answer = await api.SendAsync(WithProof(scheme, token, proof));
                Assert.Equal((scheme, 401, "sender_constrained", Verdicts.InvalidToken), (scheme, (int)answer.Status, answer.Code, answer.Challenge));
            }
        Assert.Equal(200, (int)(await api.SendAsync(WithProof("Bearer", api.Issuer.Issue(), proof: null))).Status);
    }

    private static HttpRequestMessage WithProof(string scheme, string token, string? proof)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/private");
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        if (proof is not null)
            request.Headers.TryAddWithoutValidation("DPoP", proof);
        return request;
    }

    // RFC 9449 §4.2.
    private static string Proof(TestKey key, string token, DateTimeOffset now) => Forge.Signed(key,
        $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{Required(key)}}}""",
        $$"""{"jti":"1","htm":"GET","htu":"http://localhost/private","iat":{{now.ToUnixTimeSeconds()}},"ath":"{{Hash(token)}}"}""");

    // RFC 7638 §3.
    private static string Thumbprint(TestKey key) => Hash(Required(key));

    private static string Required(TestKey key) => JsonNode.Parse(key.ToJwk()) is var jwk ? $$"""{"crv":"{{jwk!["crv"]}}","kty":"{{jwk["kty"]}}","x":"{{jwk["x"]}}","y":"{{jwk["y"]}}"}""" : "";

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
