using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.RateLimits;

/// <summary>How many requests a client has at the token endpoint, and a user at the userinfo endpoint, where the tenant says so.</summary>
public class RateLimitTests
{
    private const long Start = 1_800_000_000;
    private static readonly LocalTenantSeed Two = LimitedTo(2);
    private static readonly TokenRequest OfAnother = TokenRequest.For(SampleTenant.TaxiFinder);

    [Fact]
    [Proves(ErrorRow.RateLimitOfTokens)]
    public async Task A_request_too_many_is_refused_and_told_when_to_come_back()
    {
        await using var server = await TenantUnderTest.StartAsync(new SteppingClock(), Two);
        var first = await server.RequestTokenAsync(TokenRequest.Valid);
        var second = await server.RequestTokenAsync(TokenRequest.Valid);

        var third = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal((429, "too_many_requests", "Too Many Requests"), third.Refusal);
        Assert.Equal(["error", "error_description"], third.Body.Select(member => member.Key));
        Assert.Equal([("2", "1", Start + 60), ("2", "0", Start + 60), ("2", "0", Start + 60)], new[] { first, second, third }.Select(answer => Standing(answer.Response)));
        Assert.Equal("no-store", third.Response.Headers.CacheControl?.ToString());
        Assert.Equal("too_many_requests", server.Tenant.Requests.Recent[^1].Error);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_counted_and_nothing_told()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(answer.Response.Headers, header => header.Key.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(59, 429, "0", Start + 60)]
    [InlineData(60, 200, "1", Start + 120)]
    [InlineData(-3600, 200, "1", Start - 3540)] // set back: the window that was open lies ahead
    public async Task The_tenants_clock_says_when_a_window_is_over(int seconds, int status, string remaining, long reset)
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, Two);
        await server.RequestTokenAsync(TokenRequest.Valid);
        await server.RequestTokenAsync(TokenRequest.Valid);
        Assert.Equal(429, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
        clock.Advance(TimeSpan.FromSeconds(seconds));

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        Assert.Equal((status, ("2", remaining, reset)), (answer.Status, Standing(answer.Response)));
    }

    [Fact]
    public async Task Each_client_has_a_window_of_its_own()
    {
        await using var server = await TenantUnderTest.StartAsync(LimitedTo(1));
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
        Assert.Equal(429, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        Assert.Equal(200, (await server.RequestTokenAsync(OfAnother)).Status);
    }

    [Fact]
    public async Task Who_does_not_prove_who_it_is_uses_up_nobodys_requests_and_learns_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync(LimitedTo(1));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var stranger = await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = "wrong" });
            Assert.Equal((401, false), (stranger.Status, stranger.Response.Headers.Contains("X-RateLimit-Limit")));
        }

        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
    }

    [Fact]
    public async Task A_refused_request_counts_too()
    {
        await using var server = await TenantUnderTest.StartAsync(LimitedTo(1));
        Assert.Equal(403, (await server.RequestTokenAsync(TokenRequest.Valid with { Audience = "urn:elsewhere" })).Status);

        Assert.Equal(429, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
    }

    [Fact]
    public async Task Of_many_requests_at_once_as_many_get_tokens_as_the_window_has()
    {
        await using var server = await TenantUnderTest.StartAsync(new SteppingClock(), LimitedTo(7));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.RequestTokenAsync(TokenRequest.Valid)));

        Assert.Equal((7, 33), (answers.Count(answer => answer.Status == 200), answers.Count(answer => answer.Status == 429)));
    }

    [Fact]
    [Proves(ErrorRow.RateLimitOfUserInfo)]
    public async Task The_userinfo_endpoint_counts_by_user()
    {
        await using var server = await TenantUnderTest.StartAsync(new SteppingClock(), Two);
        var alice = server.Tenant.IssueAccessToken(new() { UserId = SampleTenant.Alice.UserId, ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api", Scope = "openid" });
        var bob = server.Tenant.IssueAccessToken(new() { UserId = SampleTenant.Bob.UserId, ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api", Scope = "openid" });
        var first = await UserInfo.AskAsync(server, alice);
        await UserInfo.AskAsync(server, alice);

        var third = await UserInfo.AskAsync(server, alice);

        Assert.Equal((200, ("2", "1", Start + 60)), (first.Status, Standing(first.Response)));
        Assert.Equal((429, """{"error":"too_many_requests","error_description":"Too Many Requests"}""", ("2", "0", Start + 60)), (third.Status, third.Body.ToJsonString(), Standing(third.Response)));
        Assert.Equal(200, (await UserInfo.AskAsync(server, bob)).Status);
    }

    [Fact]
    public async Task A_reset_opens_every_window_anew()
    {
        await using var server = await TenantUnderTest.StartAsync(LimitedTo(1));
        await server.RequestTokenAsync(TokenRequest.Valid);
        Assert.Equal(429, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        server.Tenant.Reset();

        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
    }

    [Theory]
    [InlineData("""{ "requests": 3, "window": 10 }""", 3, 10)]
    [InlineData("""{ "requests": 3 }""", 3, 60)]
    [InlineData("""{ "window": 10 }""", 10, 10)]
    [InlineData("{}", null, null)]
    public void A_seed_file_can_set_it(string json, int? requests, int? seconds)
    {
        var limit = LocalTenantSeed.FromJson($$"""{ "tenant": { "rate_limit": {{json}} } }""").Settings.RateLimit;

        Assert.Equal(requests is null ? null : new RateLimit(requests.Value, TimeSpan.FromSeconds(seconds!.Value)), limit);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000_001, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 86_401)]
    public void A_limit_outside_its_range_is_refused(int requests, int seconds)
    {
        var refusal = Assert.Throws<LocalTenantException>(() => new Tenant(TenantUnderTest.Options(
            LocalTenantSeed.Samples.With(new TenantSettings { RateLimit = new(requests, TimeSpan.FromSeconds(seconds)) }))));

        Assert.EndsWith("The tenant has a rate limit outside 1 to 1000000 requests in 1 second to 1 day.", refusal.Message, StringComparison.Ordinal);
    }

    private static LocalTenantSeed LimitedTo(int requests) =>
        LocalTenantSeed.Samples.With(new TenantSettings { RateLimit = new(requests, TimeSpan.FromMinutes(1)) });

    private static (string Limit, string Remaining, long Reset) Standing(HttpResponseMessage response) =>
        (Header(response, "X-RateLimit-Limit"), Header(response, "X-RateLimit-Remaining"), long.Parse(Header(response, "X-RateLimit-Reset")));

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
