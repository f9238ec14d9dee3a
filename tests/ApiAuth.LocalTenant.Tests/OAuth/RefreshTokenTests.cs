using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.OAuth;

public class RefreshTokenTests
{
    private static readonly (int, string, string) Bad = (403, "invalid_grant", "Unknown or invalid refresh token.");
    private static readonly AuthorizeRequest Request = AuthorizeRequest.Valid with { Scope = "openid appointments contacts offline_access", Nonce = "the nonce" };

    [Theory]
    [InlineData(RefreshTokenRotation.NonRotating, "access_token,id_token,scope,expires_in,token_type")]
    [InlineData(RefreshTokenRotation.Rotating, "access_token,refresh_token,id_token,scope,expires_in,token_type")]
    public async Task A_refresh_token_gives_new_tokens_for_the_same_user(RefreshTokenRotation rotation, string members)
    {
        await using var server = await StartAsync(new() { Rotation = rotation });
        var refreshToken = await RefreshTokenAsync(server);

        var answer = await ExchangeAsync(server, refreshToken);

        Assert.Matches("^v1\\.M[0-9A-Za-z_-]{60}$", refreshToken);
        Assert.Equal(members.Split(','), answer.Body.Select(member => member.Key));
        Assert.Equal(("openid appointments contacts offline_access", SampleTenant.Alice.UserId), (answer.Scope, (string?)answer.Claims["sub"]));
        Assert.False(Jwt.Claims((string)answer.Body["id_token"]!).ContainsKey("nonce"));
    }

    [Fact]
    public async Task A_token_that_does_not_rotate_stays_good()
    {
        await using var server = await StartAsync(new());
        var refreshToken = await RefreshTokenAsync(server);

        for (var use = 0; use < 3; use++)
            Assert.Equal(200, (await ExchangeAsync(server, refreshToken)).Status);
    }

    [Fact]
    [Proves(ErrorRow.RefreshTokenReuse)]
    public async Task A_rotated_token_that_comes_again_ends_the_whole_family()
    {
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating });
        var first = await RefreshTokenAsync(server);
        var second = RefreshTokenOf(await ExchangeAsync(server, first));
        var third = RefreshTokenOf(await ExchangeAsync(server, second));

        Assert.Equal(Bad, (await ExchangeAsync(server, first)).Refusal);

        Assert.Equal(Bad, (await ExchangeAsync(server, third)).Refusal);
    }

    [Fact]
    public async Task The_family_of_another_sign_in_goes_on()
    {
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating });
        var first = await RefreshTokenAsync(server);
        var other = await RefreshTokenAsync(server);
        await ExchangeAsync(server, first);

        Assert.Equal(Bad, (await ExchangeAsync(server, first)).Refusal);

        Assert.Equal(200, (await ExchangeAsync(server, other)).Status);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task Within_the_leeway_a_rotated_token_may_come_again(int seconds, bool isGood)
    {
        var clock = new SteppingClock();
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating, Leeway = TimeSpan.FromSeconds(30) }, clock);
        var first = await RefreshTokenAsync(server);
        var second = RefreshTokenOf(await ExchangeAsync(server, first));

        clock.Advance(TimeSpan.FromSeconds(seconds));
        var again = await ExchangeAsync(server, first);

        Assert.Equal(isGood, again.Status == 200);
        Assert.Equal(isGood, (await ExchangeAsync(server, second)).Status == 200);
        if (isGood)
            Assert.Equal(200, (await ExchangeAsync(server, RefreshTokenOf(again))).Status);
    }

    [Fact]
    public async Task The_leeway_counts_from_the_first_exchange()
    {
        var clock = new SteppingClock();
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating, Leeway = TimeSpan.FromSeconds(30) }, clock);
        var first = await RefreshTokenAsync(server);
        await ExchangeAsync(server, first);
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await ExchangeAsync(server, first)).Status);

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(Bad, (await ExchangeAsync(server, first)).Refusal);
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_gets_tokens()
    {
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating });
        var refreshToken = await RefreshTokenAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ExchangeAsync(server, refreshToken)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(Bad, (await ExchangeAsync(server, RefreshTokenOf(answers.Single(answer => answer.Status == 200)))).Refusal);
    }

    [Theory]
    [InlineData(10, 9, true)]
    [InlineData(10, 10, false)]
    public async Task A_refresh_token_lives_as_long_as_the_client_says(int days, int age, bool isGood)
    {
        var clock = new SteppingClock();
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating, Lifetime = TimeSpan.FromDays(days) }, clock);
        var refreshToken = await RefreshTokenAsync(server);

        clock.Advance(TimeSpan.FromDays(5));
        var rotated = RefreshTokenOf(await ExchangeAsync(server, refreshToken));
        clock.Advance(TimeSpan.FromDays(age - 5));

        Assert.Equal(isGood, (await ExchangeAsync(server, rotated)).Status == 200);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_refresh_token_that_nobody_uses_ends(int days, bool isGood)
    {
        var clock = new SteppingClock();
        await using var server = await StartAsync(new() { IdleLifetime = TimeSpan.FromDays(3) }, clock);
        var refreshToken = await RefreshTokenAsync(server);
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(200, (await ExchangeAsync(server, refreshToken)).Status);

        clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(isGood, (await ExchangeAsync(server, refreshToken)).Status == 200);
    }

    [Theory]
    [InlineData("contacts", "contacts")]
    [InlineData("openid contacts", "openid contacts")]
    [InlineData("contacts tasks", "contacts")]
    public async Task A_request_may_ask_for_less_for_this_once(string scope, string given)
    {
        await using var server = await StartAsync(new());
        var refreshToken = await RefreshTokenAsync(server);

        var narrow = await server.RequestTokenAsync(Exchange(refreshToken) with { Scope = scope });

        Assert.Equal((given, given), (narrow.Scope, (string?)narrow.Claims["scope"]));
        Assert.Equal(given.Contains("openid", StringComparison.Ordinal), narrow.Body.ContainsKey("id_token"));
        Assert.Equal("openid appointments contacts offline_access", (await ExchangeAsync(server, refreshToken)).Scope);
    }

    public static TheoryData<string, TokenRequest, int, string, string> Refusals => new()
    {
        { "no token", Exchange("") with { RefreshToken = null }, 400, "invalid_request", "Missing required parameter: refresh_token" },
        { "unknown token", Exchange("v1.M" + new string('x', 60)), 403, "invalid_grant", "Unknown or invalid refresh token." },
        {
            "another client", Exchange("") with { ClientId = SampleTenant.TextApp.ClientId, ClientSecret = SampleTenant.TextApp.ClientSecret },
            403, "invalid_grant", "Unknown or invalid refresh token."
        },
        { "wrong secret", Exchange("") with { ClientSecret = "wrong" }, 401, "access_denied", "Unauthorized" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    [Proves(ErrorRow.BadRefreshToken)]
    public async Task An_exchange_that_breaks_a_rule_is_refused_and_spoils_nothing(string rule, TokenRequest broken, int status, string error, string description)
    {
        await using var server = await StartAsync(new() { Rotation = RefreshTokenRotation.Rotating });
        var refreshToken = await RefreshTokenAsync(server);

        var answer = await server.RequestTokenAsync(broken with { RefreshToken = broken.RefreshToken is { Length: 0 } ? refreshToken : broken.RefreshToken });

        Assert.True(answer.Refusal == (status, error, description), $"{rule}: {answer.Refusal}");
        Assert.Equal(200, (await ExchangeAsync(server, refreshToken)).Status);
    }

    public static TheoryData<string, Func<LocalTenantSeed, LocalTenantSeed>> Changes => new()
    {
        { "consent taken back", seed => seed with { UserGrants = [] } },
        { "client grant taken back", seed => seed with { ClientGrants = [] } },
        { "API closed", seed => seed.With(SampleTenant.OrganizerApi with { UserPolicy = UserAccessPolicy.DenyAll }) },
        { "user deleted", seed => LocalTenant.Model.SeedRemovals.WithoutUser(seed, SampleTenant.Alice.UserId) },
        { "API deleted", seed => LocalTenant.Model.SeedRemovals.WithoutResourceServer(seed, "urn:organizer-api") },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_the_user_or_the_owner_takes_back_ends_refreshing(string rule, Func<LocalTenantSeed, LocalTenantSeed> change)
    {
        await using var server = await StartAsync(new());
        var refreshToken = await RefreshTokenAsync(server);
        Assert.Equal(200, (await ExchangeAsync(server, refreshToken)).Status);

        server.Tenant.Store.Update(change);

        Assert.True((await ExchangeAsync(server, refreshToken)).Refusal == Bad, rule);
    }

    [Fact]
    public async Task A_consent_that_is_given_again_revives_no_token_of_the_one_that_was_taken_back()
    {
        await using var server = await StartAsync(new());
        var old = await RefreshTokenAsync(server);
        Assert.Equal(200, (await ExchangeAsync(server, old)).Status);

        server.Tenant.Store.Update(seed => seed with { UserGrants = [] });
        var fresh = await RefreshTokenAsync(server);

        Assert.Equal(200, (await ExchangeAsync(server, fresh)).Status);
        Assert.Equal(Bad, (await ExchangeAsync(server, old)).Refusal);
    }

    [Fact]
    public async Task A_consent_that_grows_keeps_the_tokens_of_before()
    {
        await using var server = await StartAsync(new());
        var old = await RefreshTokenAsync(server);
        using var browser = new Browser(server);

        await browser.AuthorizeAsync(Request with { Scope = "openid appointments contacts tasks offline_access" });

        Assert.Equal("openid appointments contacts offline_access", (await ExchangeAsync(server, old)).Scope);
    }

    [Fact]
    public async Task A_grant_that_shrinks_shrinks_later_tokens()
    {
        await using var server = await StartAsync(new());
        var refreshToken = await RefreshTokenAsync(server);

        server.Tenant.Store.Update(seed => seed with { UserGrants = [.. seed.UserGrants.Select(grant => grant with { Scope = ["contacts", "offline_access"] })] });

        Assert.Equal("openid contacts offline_access", (await ExchangeAsync(server, refreshToken)).Scope);
    }

    public static TheoryData<string, LocalTenantSeed, string> NoRefreshToken => new()
    {
        { "scope not asked for", LocalTenantSeed.Samples, "contacts" },
        { "API does not allow", LocalTenantSeed.Samples.With(SampleTenant.OrganizerApi with { AllowOfflineAccess = false }), "contacts offline_access" },
        {
            "client may not refresh",
            LocalTenantSeed.Samples.With(SampleTenant.CalendarApp with { GrantTypes = [GrantType.AuthorizationCode] }), "contacts offline_access"
        },
    };

    [Theory]
    [MemberData(nameof(NoRefreshToken))]
    [Proves(ErrorRow.OfflineAccessWithoutLeave)]
    public async Task Without_leave_there_is_no_refresh_token_and_no_error(string rule, LocalTenantSeed seed, string scope)
    {
        await using var server = await TenantUnderTest.StartAsync(seed);
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = scope });
        var answer = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));

        Assert.True(answer.Status == 200 && !answer.Body.ContainsKey("refresh_token"), rule);
        Assert.Equal("contacts", answer.Scope);
    }

    [Fact]
    [Proves(ErrorRow.BadRefreshTokenByOption)]
    public async Task The_answer_to_a_bad_refresh_token_is_an_option()
    {
        await using var server = await TenantUnderTest.StartAsync(
            LocalTenantSeed.Samples.With(new TenantSettings { Doubtful = new() { BadRefreshToken = BadRefreshTokenAnswer.AccessDenied } }));

        Assert.Equal((403, "access_denied", "Unknown or invalid refresh token."), (await ExchangeAsync(server, "unknown")).Refusal);
    }

    private static Task<LocalTenantServer> StartAsync(RefreshTokenSettings settings, TimeProvider? clock = null) =>
        TenantUnderTest.StartAsync(clock ?? TimeProvider.System, LocalTenantSeed.Samples.With(SampleTenant.CalendarApp with { RefreshToken = settings }));

    private static async Task<string> RefreshTokenAsync(LocalTenantServer server)
    {
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(Request);
        return RefreshTokenOf(await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"])));
    }

    private static string RefreshTokenOf(TokenAnswer answer) => (string)answer.Body["refresh_token"]!;

    private static TokenRequest Exchange(string refreshToken) => TokenRequest.ForRefreshToken(SampleTenant.CalendarApp, refreshToken);

    private static Task<TokenAnswer> ExchangeAsync(LocalTenantServer server, string refreshToken) => server.RequestTokenAsync(Exchange(refreshToken));
}
