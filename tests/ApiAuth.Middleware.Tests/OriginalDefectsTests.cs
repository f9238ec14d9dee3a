using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using ApiAuth.Middleware.Tests.Scopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests;

/// <summary>The ten defects of the tutorials and samples that this library replaces, each as the rule that holds instead.</summary>
public class OriginalDefectsTests
{
    [Fact]
    public async Task D1_The_claim_is_scope_and_its_words_are_compared_whole()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "tasks contacts" })).Status);
        (await api.GetAsync("/contacts", TestAccessToken.Valid.WithClaim("scopes", "contacts"))).AssertNames("contacts");
        (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts_all" })).AssertNames("contacts");
    }

    [Fact]
    public async Task D2_A_missing_scope_is_a_403_that_names_it_and_no_401()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        (await api.GetAsync("/contacts", TestAccessToken.Valid)).AssertNames("contacts");
    }

    [Fact]
    public async Task D3_Only_listed_algorithms_are_accepted_never_a_hash_with_the_public_key_and_never_none()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        foreach (var forged in (TestAccessToken[])[TestAccessToken.HmacForged, TestAccessToken.Valid.WithHeader("alg", "none"), TestAccessToken.Valid with { Algorithm = "RS512" }])
            Assert.Equal((HttpStatusCode.Unauthorized, "algorithm_not_allowed"), (await api.GetAsync("/private", forged)) is var answer ? (answer.Status, answer.Code) : default);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/private", TestAccessToken.AlgNone)).Status);
    }

    [Fact]
    public async Task D4_The_key_is_chosen_by_kid_wherever_it_stands_in_the_set()
    {
        await using var api = await TestApi.StartAsync();
        var first = api.Issuer.CurrentKey;
        var second = api.Issuer.Rotate();

        Assert.NotEqual(first.KeyId, second.KeyId);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid with { Key = first })).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid with { Key = second })).Status);
        Assert.Equal("signature_invalid", (await api.GetAsync("/private", TestAccessToken.Valid with { Key = first, KeyId = second.KeyId })).Code);
    }

    [Fact]
    public async Task D5_A_rotation_is_noticed_by_the_first_token_of_the_new_key_and_a_key_that_does_not_exist_is_a_clear_refusal()
    {
        await using var api = await TestApi.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        api.Issuer.Rotate();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "key_unknown"), (await api.GetAsync("/private", TestAccessToken.UnknownKey)) is var answer ? (answer.Status, answer.Code) : default);
    }

    [Fact]
    public async Task D6_A_token_without_a_scope_claim_has_no_scopes_and_breaks_nothing()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid with { Scope = null })).Status);
        (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = null })).AssertNames("contacts");
        Assert.DoesNotContain(api.Logs.All, record => record.Exception is not null);
    }

    [Fact]
    public async Task D7_Every_path_gets_an_answer_and_a_part_of_a_scope_opens_none()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/calendar", () => "opened").RequireScope("read:calendar") });
        var token = TestAccessToken.Valid with { Scope = "xread:calendars" };

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/calendar", TestAccessToken.Valid with { Scope = "read:calendar" })).Status);
        (await api.GetAsync("/calendar", token)).AssertNames("read:calendar");
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/not-in-the-switch", token)).Status);
    }

    [Fact]
    public async Task D8_An_audience_that_does_not_match_is_shown_beside_the_one_that_came()
    {
        await using var api = await TestApi.StartAsync(new() { Environment = Environments.Development, Options = options => options.Audience = "urn:organizer" });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid with { Audience = "urn:organizer" })).Status);
        var answer = await api.GetAsync("/private", TestAccessToken.Valid with { Audience = "urn:organizer-api" });

        const string Difference = "Expected aud \"urn:organizer\"; found aud \"urn:organizer-api\".";
        Assert.Equal((HttpStatusCode.Unauthorized, "audience_mismatch"), (answer.Status, answer.Code));
        Assert.StartsWith(Difference, answer["hint"], StringComparison.Ordinal);
        Assert.Contains(Difference, Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organizer.eu.auth0.com")]
    [InlineData("organizer.eu.auth0.com/")]
    [InlineData("https://organizer.eu.auth0.com")]
    [InlineData("https://Organizer.EU.Auth0.com/")]
    public async Task D9_The_slash_at_the_end_of_the_issuer_cannot_be_forgotten(string domain)
    {
        var issuer = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
        await using var api = await TestApi.StartAsync(new() { Issuer = issuer, Options = options => (options.Issuer, options.Domain) = (null, domain) });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        Assert.Equal("issuer_unknown", (await api.GetAsync("/private", TestAccessToken.Valid with { Issuer = "https://organizer.eu.auth0.com" })).Code);
    }

    [Theory]
    [InlineData("https://${env.AUTH0_DOMAIN}/")]
    [InlineData("{domain}")]
    [InlineData("your-tenant.auth0.com")]
    public async Task D10_A_placeholder_that_was_never_filled_in_stops_the_start(string domain)
    {
        await using (await TestApi.StartAsync(new() { Options = options => (options.Issuer, options.Domain) = (null, "tenant.test") }))
        {
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestApi.StartAsync(new() { Options = options => (options.Issuer, options.Domain) = (null, domain) }));

        Assert.Contains("Auth0:Domain", failure.Message, StringComparison.Ordinal);
        Assert.Contains("organizer.eu.auth0.com", failure.Message, StringComparison.Ordinal);
    }
}
