using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Authorize;

/// <summary>A code is good once, for one minute, for the client that got it, with its callback and its verifier.</summary>
public class CodeExchangeTests
{
    private const string BadCode = "Invalid authorization code";
    private const string BadVerifier = "Failed to verify code verifier";
    private static readonly AuthorizeRequest Request = AuthorizeRequest.Valid with { Scope = "appointments offline_access" };

    public static TheoryData<string, TokenRequest, int, string, string> Broken => new()
    {
        { "no code", Good("") with { Code = null }, 400, "invalid_request", "Missing required parameter: code" },
        { "unknown code", Good("") with { Code = new string('x', 43) }, 403, "invalid_grant", BadCode },
        { "another callback of the client", Good("") with { RedirectUri = SampleTenant.CalendarApp.Callbacks[1] }, 403, "invalid_grant", BadCode },
        { "no callback", Good("") with { RedirectUri = null }, 403, "invalid_grant", BadCode },
        { "another verifier", Good("") with { CodeVerifier = new string('v', 43) }, 403, "invalid_grant", BadVerifier },
        { "the challenge as verifier", Good("") with { CodeVerifier = AuthorizeRequest.Challenge(AuthorizeRequest.Verifier) }, 403, "invalid_grant", BadVerifier },
        { "no verifier", Good("") with { CodeVerifier = null }, 403, "invalid_grant", BadVerifier },
        { "a wrong secret", Good("") with { ClientSecret = "wrong" }, 401, "access_denied", "Unauthorized" },
        { "no secret", Good("") with { ClientSecret = null }, 401, "access_denied", "Unauthorized" },
        { "another client", Good("") with { ClientId = SampleTenant.TextApp.ClientId, ClientSecret = SampleTenant.TextApp.ClientSecret }, 403, "invalid_grant", BadCode },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    [Proves(ErrorRow.BadCode, ErrorRow.BadCodeVerifier)]
    public async Task An_exchange_that_breaks_a_rule_is_refused_and_spoils_nothing(string rule, TokenRequest broken, int status, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var code = await CodeAsync(server);

        var answer = await server.RequestTokenAsync(broken with { Code = broken.Code is { Length: 0 } ? code : broken.Code });

        Assert.True(answer.Refusal == (status, error, description), $"{rule}: {answer.Refusal}");
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        Assert.Equal(200, (await server.RequestTokenAsync(Good(code))).Status);
    }

    [Fact]
    public async Task A_code_that_was_used_once_is_refused_and_what_it_gave_is_taken_back()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var code = await CodeAsync(server);
        var refreshToken = (string)(await server.RequestTokenAsync(Good(code))).Body["refresh_token"]!;

        Assert.Equal((403, "invalid_grant", BadCode), (await server.RequestTokenAsync(Good(code))).Refusal);

        Assert.Equal(
            (403, "invalid_grant", "Unknown or invalid refresh token."),
            (await server.RequestTokenAsync(TokenRequest.ForRefreshToken(SampleTenant.CalendarApp, refreshToken))).Refusal);
    }

    [Fact]
    public async Task Of_many_exchanges_at_once_at_most_one_gets_tokens_and_none_of_them_lasts()
    {
        await using var server = await TenantUnderTest.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var code = await CodeAsync(server);

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.RequestTokenAsync(Good(code)))));

            foreach (var given in answers.Where(answer => answer.Status == 200))
            {
                var refreshToken = (string)given.Body["refresh_token"]!;
                Assert.Equal(403, (await server.RequestTokenAsync(TokenRequest.ForRefreshToken(SampleTenant.CalendarApp, refreshToken))).Status);
            }

            Assert.True(answers.Count(answer => answer.Status == 200) <= 1);
        }
    }

    [Fact]
    public async Task A_reused_code_takes_back_an_opaque_access_token_too()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var code = await CodeAsync(server, Request with { Audience = null, Scope = "openid" });
        var token = (await server.RequestTokenAsync(Good(code))).AccessToken;
        Assert.Equal(200, (await UserInfo.AskAsync(server, token)).Status);

        await server.RequestTokenAsync(Good(code));

        Assert.Equal(401, (await UserInfo.AskAsync(server, token)).Status);
    }

    [Fact]
    public async Task A_thief_cannot_take_back_the_tokens_of_a_code_that_was_used()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var code = await CodeAsync(server);
        var refreshToken = (string)(await server.RequestTokenAsync(Good(code))).Body["refresh_token"]!;

        await server.RequestTokenAsync(Good(code) with { ClientId = SampleTenant.TextApp.ClientId, ClientSecret = SampleTenant.TextApp.ClientSecret });
        await server.RequestTokenAsync(Good(code) with { CodeVerifier = new string('v', 43) });

        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.ForRefreshToken(SampleTenant.CalendarApp, refreshToken))).Status);
    }

    [Theory]
    [InlineData(59, 200)]
    [InlineData(60, 403)]
    public async Task A_code_is_good_for_one_minute(int seconds, int status)
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        var code = await CodeAsync(server);

        clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await server.RequestTokenAsync(Good(code))).Status);
    }

    [Fact]
    public async Task A_verifier_without_a_challenge_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var without = Request with { CodeChallenge = null, CodeChallengeMethod = null };
        Assert.Equal(200, (await server.RequestTokenAsync(Good(await CodeAsync(server, without)) with { CodeVerifier = null })).Status);

        Assert.Equal((403, "invalid_grant", BadVerifier), (await server.RequestTokenAsync(Good(await CodeAsync(server, without)))).Refusal);
    }

    [Fact]
    public async Task A_callback_that_was_not_named_at_first_must_not_be_named_later()
    {
        var client = Seeds.Own with { GrantTypes = [GrantType.AuthorizationCode] };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(client));
        var request = AuthorizeRequest.For(client) with { RedirectUri = null, Audience = null, Scope = "openid" };
        var good = TokenRequest.ForCode(client, "") with { RedirectUri = null };
        Assert.Equal(200, (await server.RequestTokenAsync(good with { Code = await CodeAsync(server, request) })).Status);

        var answer = await server.RequestTokenAsync(good with { Code = await CodeAsync(server, request), RedirectUri = client.Callbacks[0] });

        Assert.Equal((403, "invalid_grant", BadCode), answer.Refusal);
    }

    [Fact]
    public async Task A_public_client_needs_no_secret_but_the_verifier()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var request = AuthorizeRequest.For(SampleTenant.MyTodos) with { Scope = "tasks" };
        var good = TokenRequest.ForCode(SampleTenant.MyTodos, await CodeAsync(server, request));

        Assert.Equal((403, "invalid_grant", BadVerifier), (await server.RequestTokenAsync(good with { CodeVerifier = null })).Refusal);
        Assert.Equal("tasks", (await server.RequestTokenAsync(good)).Scope);
    }

    [Fact]
    [Proves(ErrorRow.BadCodeStatusByOption)]
    public async Task The_status_of_a_bad_code_is_an_option()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { Doubtful = new() { InvalidGrantStatus = 400 } }));

        Assert.Equal((400, "invalid_grant", BadCode), (await server.RequestTokenAsync(Good("unknown"))).Refusal);
    }

    [Fact]
    public async Task A_user_who_is_deleted_meanwhile_gets_no_tokens()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var code = await CodeAsync(server);

        server.Tenant.Store.Update(seed => LocalTenant.Model.SeedRemovals.WithoutUser(seed, SampleTenant.Alice.UserId));

        Assert.Equal((403, "invalid_grant", BadCode), (await server.RequestTokenAsync(Good(code))).Refusal);
    }

    private static TokenRequest Good(string code) => TokenRequest.ForCode(SampleTenant.CalendarApp, code);

    private static async Task<string> CodeAsync(LocalTenantServer server, AuthorizeRequest? request = null)
    {
        using var browser = new Browser(server);
        return (await browser.AuthorizeAsync(request ?? Request)).Query["code"];
    }
}
