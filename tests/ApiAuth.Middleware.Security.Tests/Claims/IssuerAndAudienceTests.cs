using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Security.Tests.Claims;

/// <summary><c>iss</c> and <c>aud</c> are compared code point by code point (RFC 7519 §4.1.1, §4.1.3, §7.3).</summary>
public class IssuerAndAudienceTests
{
    private const string Audience = TestApi.Audience;

    [Fact, Trait("Row", "E6")]
    public async Task An_issuer_that_is_no_string_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);

        foreach (var issuer in (object?[])[new[] { Apis.Issuer }, new[] { "https://evil.test/", Apis.Issuer }, new { iss = Apis.Issuer }, 1, true, null])
            await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Valid.WithClaim("iss", issuer), $"iss {issuer}");
        await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Valid.WithoutClaim("iss"));
    }

    [Fact, Trait("Row", "E7")]
    public async Task An_issuer_is_ours_to_the_letter_or_unknown()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => json.Replace("https://tenant.test/", "https:\\/\\/ten\\u0061nt.test/", StringComparison.Ordinal)) }, "ours, escaped: unescaping comes before comparing");

        string[] others =
        [
            "https://tenant.tes", "https://tenant.test", "https://tenant.test//", "https://tenant.test.evil/", "https://tenant.test/evil", "https://evil.test/https://tenant.test/", "HTTPS://TENANT.TEST/", "https://Tenant.test/",
            "http://tenant.test/", "https://tenant.test:443/", "https://tenant.test/?", "https://tenant.test/#", "https://user@tenant.test/", "https://tenant.test/ ", " https://tenant.test/", "https://tenant.test/\0",
            "tenant.test", "a", "", "https://tеnant.test/", "https://tenant\u200B.test/", "https://tenant.test\uFF0F",
        ];
        foreach (var other in others)
            await api.RefusesAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Valid.WithClaim("iss", other), $"iss '{other}'");
    }

    [Fact, Trait("Row", "E8")]
    public async Task An_API_without_an_issuer_does_not_start()
    {
        await using (await TestApi.StartAsync())
        foreach (var issuer in (string?[])[null, "", " ", "tenant", "http://tenant.test/", "ftp://tenant.test/"])
        {
            var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApi.StartAsync(new() { Options = options => options.Issuer = issuer }));
            Assert.Contains("Auth0:", failure.Message, StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<OptionsValidationException>(() => Apis.WithAsync(options => (options.Issuer, options.JwksUri) = (null, "https://tenant.test/.well-known/jwks.json")));
    }

    [Fact, Trait("Row", "E9")]
    public async Task A_token_whose_audience_is_not_exactly_ours_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(TestAccessToken.Valid);
        await api.AcceptsAsync(TestAccessToken.Valid with { Audiences = ["x", Audience] });

        object?[] others =
        [
            Array.Empty<string>(), new[] { "" }, "", null, 1, true, new { aud = Audience }, new object?[] { null, Audience }, new object[] { 1, Audience }, new object[] { new[] { Audience } }, new object[] { new { a = Audience }, Audience },
            Audience + "/", Audience + " x", " " + Audience, Audience[..^1], Audience + "2", Audience.ToUpperInvariant(), Audience + "\0", "*", "urn:*", $"x {Audience}", $"{Audience},x",
        ];
        foreach (var other in others)
            await api.RefusesAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.Valid.WithClaim("aud", other), $"aud {System.Text.Json.JsonSerializer.Serialize(other)}");
        await api.RefusesAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.Valid.WithoutClaim("aud"));
        foreach (var name in (string[])["AUD", "audience", "resource"])
            await api.RefusesAsync(AuthErrorReason.AudienceMismatch, TestAccessToken.Valid.WithoutClaim("aud").WithClaim(name, Audience), name);
    }

    [Fact, Trait("Row", "E9")]
    public async Task An_API_without_an_audience_does_not_start()
    {
        await using (await TestApi.StartAsync())
        foreach (var audience in (string?[])[null, "", " "])
        {
            var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Apis.WithAsync(options => options.Audience = audience));
            Assert.Contains("Auth0:Audience", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Row", "E18")]
    public async Task An_issuer_that_is_a_pattern_stops_the_start()
    {
        await using (await TestApi.StartAsync())
        foreach (var pattern in (string[])["https://login.test/{tenantid}/", "https://*.login.test/", "https://<tenant>/"])
        {
            var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Apis.WithAsync(options => options.Issuer = pattern));
            Assert.Contains("Auth0:Issuer", failure.Message, StringComparison.Ordinal);
        }
    }
}
