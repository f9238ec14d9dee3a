using System.Net;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Security.Tests.Issuers;

/// <summary>Each issuer signs with its own keys, and each scheme remembers its own tokens (RFC 8725 §3.8).</summary>
public class TwoIssuersTests
{
    private static readonly ManualTimeProvider Time = new();

    private static TestIssuer Tenant(string host) => new($"https://{host}/") { Audience = TestApi.Audience, TimeProvider = Time };

    // Both publish their first key under one kid, the second under its own.
    private static (TestIssuer One, TestIssuer Two) Tenants()
    {
        var (one, two) = (Tenant("one.test"), Tenant("two.test"));
        one.Publish(one.CreateKey() with { KeyId = "only-one" });
        two.Publish(two.CreateKey() with { KeyId = "only-two" });
        return (one, two);
    }

    private static string As(TestIssuer signer, TestIssuer named, string? kid) =>
        signer.Issue((kid is null ? TestAccessToken.Valid.WithoutHeader("kid") : TestAccessToken.Valid with { KeyId = kid }) with { Issuer = named.Issuer });

    [Fact, Trait("Row", "F1")]
    public async Task A_token_of_one_issuer_signed_by_the_other_is_refused()
    {
        var (one, two) = Tenants();
        await using var api = await TestApi.StartAsync(new()
        {
            Time = Time, Options = options => (options.Issuer, options.Domains, options.BackchannelHttpHandler) = (null, ["one.test", "two.test"], new TestNetwork(one, two)),
        });
        await api.AcceptsAsync(one.Issue());
        await api.AcceptsAsync(two.Issue());
        Assert.Equal(one.CurrentKey.KeyId, two.CurrentKey.KeyId);

        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, As(two, named: one, two.CurrentKey.KeyId), "the kid that both have");
        await api.RefusesAsync(AuthErrorReason.SignatureInvalid, As(two, named: one, "only-one"), "the kid of the named issuer");
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, As(two, named: one, "only-two"), "the kid of the signer");
        await api.RefusesAsync(AuthErrorReason.KeyUnknown, As(two, named: one, kid: null), "no kid");
    }

    [Fact, Trait("Row", "F2")]
    public async Task Keys_found_by_discovery_stay_with_their_issuer_when_two_schemes_take_one_each()
    {
        var (one, two) = Tenants();
        await using var api = await StartSchemesAsync(one, two);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/one", $"Bearer {one.Issue()}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/two", $"Bearer {two.Issue()}")).Status);

        await RefusesAsync(api, "/one", AuthErrorReason.IssuerUnknown, two.Issue());
        await RefusesAsync(api, "/one", AuthErrorReason.SignatureInvalid, As(two, named: one, "only-one"));
        await RefusesAsync(api, "/one", AuthErrorReason.KeyUnknown, As(two, named: one, "only-two"));
        await RefusesAsync(api, "/two", AuthErrorReason.SignatureInvalid, As(one, named: two, "only-two"));
    }

    private static async Task RefusesAsync(TestApi api, string path, AuthErrorReason reason, string token)
    {
        var answer = await api.GetAsync(path, $"Bearer {token}");
        Assert.Equal((HttpStatusCode.Unauthorized, Verdicts.CodeOf(reason), Verdicts.InvalidToken), (answer.Status, answer.Code, answer.Challenge));
    }

    private static Task<TestApi> StartSchemesAsync(TestIssuer one, TestIssuer two) => TestApi.StartAsync(new()
    {
        Time = Time,
        Issuer = one,
        Services = services => services.AddAuth0ApiAuthorization("Two", options =>
            (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (two.Issuer, TestApi.Audience, two.Handler, Time)),
        Endpoints = app =>
        {
            app.MapGet("/one", (AccessToken token) => token.Subject).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Bearer" });
            app.MapGet("/two", (AccessToken token) => token.Subject).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Two" });
        },
    });

    [Fact, Trait("Row", "F3")]
    public async Task A_token_that_one_scheme_remembers_is_nothing_to_another()
    {
        var (one, _) = Tenants();
        await using var api = await TestApi.StartAsync(new()
        {
            Time = Time,
            Issuer = one,
            Services = services => services.AddAuth0ApiAuthorization("OtherApi", options =>
                (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (one.Issuer, "urn:other-api", one.Handler, Time)),
            Endpoints = app => app.MapGet("/other", (AccessToken token) => token.Subject).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "OtherApi" }),
        });
        var (here, there, both) = (one.Issue(), one.Issue(TestAccessToken.Valid with { Audience = "urn:other-api" }), one.Issue(TestAccessToken.Valid with { Audiences = [TestApi.Audience, "urn:other-api"] }));

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await api.GetAsync("/private", $"Bearer {here}")).Status, (await api.GetAsync("/other", $"Bearer {there}")).Status));
            await RefusesAsync(api, "/other", AuthErrorReason.AudienceMismatch, here);
            await RefusesAsync(api, "/private", AuthErrorReason.AudienceMismatch, there);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await api.GetAsync("/private", $"Bearer {both}")).Status, (await api.GetAsync("/other", $"Bearer {both}")).Status));
        }
    }

    [Fact, Trait("Row", "F3")]
    public async Task Ten_thousand_requests_at_once_never_swap_identities()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.TokenCache.Capacity = 20 });
        var users = Enumerable.Range(0, 50).Select(index => (Subject: $"user-{index}", Token: api.Issuer.Issue(TestAccessToken.Valid with { Subject = $"user-{index}" }))).ToArray();
        var forged = api.Issuer.Issue(TestAccessToken.ForgedSignature with { Subject = "user-0" });

        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (round, _) =>
        {
            var isForged = round % 10 == 9;
            var user = users[round * 7 % users.Length];
            var context = await api.Server.SendAsync(context =>
            {
                context.Request.Path = "/private";
                context.Request.Headers.Authorization = $"Bearer {(isForged ? forged : user.Token)}";
            });
            using var reader = new StreamReader(context.Response.Body);
            var body = await reader.ReadToEndAsync();
            Assert.Equal(isForged ? 401 : 200, context.Response.StatusCode);
            if (!isForged)
                Assert.Equal(user.Subject, body);
        });
    }
}
