using System.Net;
using System.Text.RegularExpressions;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Security.Tests.Transport;

/// <summary>What a refusal says, and what it keeps to itself (RFC 6750 §3).</summary>
public class ChallengeTests
{
    private static readonly string[] Sly = ["a\"b", "a\\b", "a\r\nX: y", "a\nb", "\u2028", "🔑", "\u0000", "\u007F", "é", "<script>", new('x', 500)];

    [Fact, Trait("Row", "H5")]
    public async Task Nothing_of_a_token_reaches_a_header()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var text in Sly)
        {
            TestAccessToken[] tokens =
            [
                TestAccessToken.Valid.WithClaim("aud", text), TestAccessToken.Valid.WithClaim("iss", text), TestAccessToken.Valid.WithHeader("typ", text), TestAccessToken.Valid.WithHeader("alg", text),
                TestAccessToken.Valid.WithClaim("exp", text), TestAccessToken.Valid.WithClaim("sub", new[] { text }),
            ];
            foreach (var token in tokens)
                Assert.Equal(Verdicts.InvalidToken, (await api.GetAsync("/private", token)).Challenge);
            var forbidden = await api.GetAsync("/contacts", TestAccessToken.Valid.WithClaim("scope", text));
            Assert.Equal("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"", forbidden.Challenge);
        }
    }

    // Logs and the hint of Development may name iss, aud, alg, typ, kid, exp, nbf, iat and scope; nothing else.
    [Fact, Trait("Row", "H6")]
    public async Task No_log_at_any_level_holds_a_part_of_a_token_or_a_claim_that_names_somebody()
    {
        foreach (var environment in (string[])["Production", "Development"])
        {
            await using var api = await TestApi.StartAsync(new() { Environment = environment });
            var person = TestAccessToken.Valid with { Subject = "auth0|secret-subject", TokenId = "secret-token-id", OrganizationId = "secret-organization" };
            person = person.WithClaim("email", "secret@mail.test").WithClaim("name", "Secret Name").WithClaim("permissions", new[] { "secret:permission" }).WithClaim("phone_number", "+1 555 secret");
            await api.AcceptsAsync(person);

            foreach (var (index, bad) in Bad(person).Take(50).Index())
            {
                var token = api.Issuer.Issue(bad);
                api.Logs.Clear();
                var answer = await api.GetAsync("/contacts", $"Bearer {token}");
                Assert.True((int)answer.Status is 401 or 403, $"{index}: {answer.Status}");
                foreach (var text in api.Logs.All.Select(record => record.ToString()).Append(answer.Body).Append(answer.Challenge!))
                {
                    Verdicts.HoldsNothingOf(token, text);
                    Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
                }
            }
        }
    }

    private static IEnumerable<TestAccessToken> Bad(TestAccessToken person) =>
    [
        person, person with { Age = TimeSpan.FromHours(2) }, person with { Delay = TimeSpan.FromHours(1) }, person with { Audience = "urn:other" }, person with { Issuer = "https://other.test/" }, person with { Key = TestKey.Rsa() },
        person with { Key = TestKey.Rsa(), KeyId = "test-key-1" }, person with { Algorithm = "none" }, person with { Algorithm = "HS256" }, person with { Type = "logout+jwt" }, person with { EncryptFor = TestKey.Rsa() },
        person.WithClaim("nonce", "secret-nonce"), person.WithClaim("cnf", new { jkt = "secret" }), person.WithClaim("exp", true), person.WithClaim("exp", new { secret = 1 }), person.WithClaim("aud", new[] { new { secret = 1 } }),
        person.WithClaim("iss", new { secret = 1 }), person.WithClaim("sub", new[] { "secret" }), person.WithClaim("sub", ""), person.WithoutClaim("exp"), person.WithHeader("crit", new[] { "secret" }), person.WithHeader("secret", "secret").WithHeader("zip", "secret"),
        person.WithHeader("kid", new { secret = 1 }), person.WithHeader("typ", new { secret = 1 }), person.WithHeader("alg", new { secret = 1 }), person with { RawSignature = "secret" }, person with { RawSignature = RawSegment.EditBytes(bytes => bytes[..^1]) },
        person with { RawPayload = RawSegment.Edit(json => json + "secret") }, person with { RawPayload = RawSegment.Edit(json => json[1..]) }, person with { RawPayload = RawSegment.Edit(json => "{\"sub\":\"secret\"," + json[1..]) },
        person with { RawHeader = RawSegment.Edit(json => json + "secret") }, person with { RawPayload = RawSegment.EditEncoded(text => text + "=") }, person with { RawHeader = RawSegment.EditEncoded(text => text + "%") },
        .. Enumerable.Range(0, 17).Select(index => person with { RawPayload = RawSegment.EditBytes(bytes => [.. bytes[..(index * 10)], 0xFF, .. bytes[(index * 10)..]]) }),
    ];

    [Fact, Trait("Row", "H7")]
    public async Task Each_refusal_has_the_status_and_the_error_of_the_RFC_and_each_attribute_once()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        (string Path, string? Authorization, int Status, string? Error)[] requests =
        [
            ("/private", null, 401, null), ("/private", "Basic dTpw", 401, null), ("/private", "Bearer", 400, "invalid_request"), ("/private", "Bearer a b", 400, "invalid_request"),
            ("/private", $"Bearer {api.Issuer.Issue(TestAccessToken.Expired)}", 401, "invalid_token"), ("/contacts", $"Bearer {api.Issuer.Issue(TestAccessToken.Valid)}", 403, "insufficient_scope"),
            ("/contacts", null, 401, null),
        ];
        foreach (var (path, authorization, status, error) in requests)
        {
            var answer = await api.GetAsync(path, authorization);
            Assert.Equal((status, error), ((int)answer.Status, AttributeOf(answer.Challenge!, "error")));
            Assert.Equal("api", AttributeOf(answer.Challenge!, "realm"));
            Assert.Equal(status == 403 ? "contacts" : null, AttributeOf(answer.Challenge!, "scope"));
            Assert.Equal("no-store", answer.CacheControl);
        }
    }

    // Null if it is not there; more than one fails.
    private static string? AttributeOf(string challenge, string name)
    {
        Assert.StartsWith("Bearer ", challenge, StringComparison.Ordinal);
        var found = Regex.Matches(challenge, $"(?:^Bearer |, ){name}=\"([^\"\\\\]*)\"", RegexOptions.NonBacktracking);
        return found.Count == 0 ? null : Assert.Single(found).Groups[1].Value;
    }

    [Fact, Trait("Row", "H8")]
    public async Task No_cache_keeps_a_refusal()
    {
        await using var api = await TestApi.StartAsync();
        var accepted = await api.GetAsync("/private", TestAccessToken.Valid);
        Assert.Equal((HttpStatusCode.OK, null), (accepted.Status, accepted.CacheControl));

        Answer[] refusals = [await api.GetAsync("/private"), await api.GetAsync("/private", "Bearer"), await api.GetAsync("/private", TestAccessToken.Expired), await api.GetAsync("/contacts", TestAccessToken.Valid)];
        Assert.Equal([401, 400, 401, 403], refusals.Select(answer => (int)answer.Status));
        Assert.All(refusals, answer => Assert.Equal("no-store", answer.CacheControl));
        api.Issuer.Break(IssuerFault.ConnectionRefused);
        api.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-store"), await StatusAndCacheAsync(api));
    }

    private static async Task<(HttpStatusCode, string?)> StatusAndCacheAsync(TestApi api)
    {
        var answer = await api.GetAsync("/private", TestAccessToken.Valid);
        return (answer.Status, answer.CacheControl);
    }

    [Fact, Trait("Row", "H11")]
    public async Task The_headers_of_all_token_refusals_are_the_same_in_every_letter()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        // The body names the reason by its code, which the client's developer needs; header and status are one for all.
        TestAccessToken[] refused =
        [
            TestAccessToken.Expired, TestAccessToken.NotYetValid, TestAccessToken.WrongAudience, TestAccessToken.WrongIssuer, TestAccessToken.UnknownKey, TestAccessToken.ForgedSignature, TestAccessToken.HmacForged, TestAccessToken.IdToken,
            TestAccessToken.Opaque, TestAccessToken.Encrypted, TestAccessToken.Valid.WithoutClaim("sub"), TestAccessToken.Valid.WithClaim("cnf", new { }), TestAccessToken.Valid with { RawSignature = "" },
        ];
        var answers = await Task.WhenAll(refused.Select(token => api.GetAsync("/private", token)));
        Assert.Single(answers.Select(answer => (answer.Status, answer.Challenge, answer.CacheControl, answer.ContentType, answer.RetryAfter)).Distinct());
        Assert.All(answers, answer => Assert.Null(answer["hint"]));
    }

    [Fact, Trait("Row", "H10")]
    public async Task Headers_of_a_proxy_change_nothing_that_is_decided_or_said()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        (string Name, string Value)[] spoofed =
        [
            ("X-Forwarded-Host", "evil.test"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Prefix", "/open"), ("X-Original-URL", "/open"), ("X-Rewrite-URL", "/open"), ("Forwarded", "host=evil.test"), ("X-HTTP-Method-Override", "OPTIONS"),
            ("X-Forwarded-User", "admin"), ("X-Client-Cert", "x"), ("X-ARR-ClientCert", "x"), ("X-MS-CLIENT-PRINCIPAL", "x"), ("Proxy-Authorization", $"Bearer {api.Issuer.Issue()}"), ("X-Authorization", $"Bearer {api.Issuer.Issue()}"), ("Cookie", $"access_token={api.Issuer.Issue()}"),
        ];
        foreach (var (name, value) in spoofed)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/private");
            request.Headers.TryAddWithoutValidation(name, value);
            var answer = await api.SendAsync(request);
            Assert.Equal((name, HttpStatusCode.Unauthorized, "Bearer realm=\"api\""), (name, answer.Status, answer.Challenge));
        }
    }

    [Fact, Trait("Row", "H12")]
    public async Task A_preflight_is_answered_without_a_token()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => Microsoft.Extensions.DependencyInjection.CorsServiceCollectionExtensions.AddCors(services, cors => cors.AddDefaultPolicy(policy =>
                policy.WithOrigins("https://app.test").WithHeaders("Authorization").WithExposedHeaders("WWW-Authenticate"))),
            Pipeline = app => app.UseRouting().UseCors().UseAuthentication().UseAuthorization(),
        });
        var preflight = new HttpRequestMessage(HttpMethod.Options, "/private");
        preflight.Headers.Add("Origin", "https://app.test");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        preflight.Headers.Add("Access-Control-Request-Headers", "Authorization");
        Assert.Equal((HttpStatusCode.NoContent, null), await StatusAndChallengeAsync(api, preflight));

        var refused = new HttpRequestMessage(HttpMethod.Get, "/private");
        refused.Headers.Add("Origin", "https://app.test");
        using var response = await api.Client.SendAsync(refused);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(("https://app.test", "WWW-Authenticate"), (response.Headers.GetValues("Access-Control-Allow-Origin").Single(), response.Headers.GetValues("Access-Control-Expose-Headers").Single()));
    }

    private static async Task<(HttpStatusCode, string?)> StatusAndChallengeAsync(TestApi api, HttpRequestMessage request)
    {
        var answer = await api.SendAsync(request);
        return (answer.Status, answer.Challenge);
    }

    [Fact, Trait("Row", "H13"), Trait("Row", "F18")]
    public async Task A_bad_token_where_anybody_may_come_is_nobody_and_elsewhere_a_refusal()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/claims", (HttpContext context) => $"{context.User.Claims.Count()} {context.GetAccessToken() is null}").AllowAnonymous() });
        Assert.Equal("open to auth0|test-user", (await api.GetAsync("/open", TestAccessToken.Valid)).Body);

        // By design: where anonymous callers are allowed a bad token is no refusal; the request goes on without a user.
        (TestAccessToken, AuthErrorReason)[] attacks =
        [
            (TestAccessToken.WrongIssuer, AuthErrorReason.IssuerUnknown), (TestAccessToken.ForgedSignature, AuthErrorReason.SignatureInvalid), (TestAccessToken.Expired, AuthErrorReason.TokenExpired),
            (TestAccessToken.AlgNone, AuthErrorReason.TokenMalformed), (TestAccessToken.IdToken, AuthErrorReason.IdTokenPresented), (TestAccessToken.Opaque, AuthErrorReason.TokenOpaque),
        ];
        foreach (var (bad, reason) in attacks)
        {
            var (open, claims) = (await api.GetAsync("/open", bad), await api.GetAsync("/claims", bad));
            Assert.Equal((HttpStatusCode.OK, "open to nobody", null), (open.Status, open.Body, open.Challenge));
            Assert.Equal("0 True", claims.Body);
            await api.RefusesAsync(reason, bad, reason.ToString());
        }
    }
}
