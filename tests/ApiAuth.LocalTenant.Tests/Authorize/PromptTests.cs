using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Authorize;

/// <summary>When the user is asked to sign in, and what happens where nobody may be asked.</summary>
public class PromptTests
{
    private static readonly AuthorizeRequest Valid = AuthorizeRequest.Valid;
    private static readonly AuthorizeRequest Silent = Valid with { Prompt = "none" };

    [Fact]
    [Proves(ErrorRow.SilentWithoutSession)]
    public async Task Without_a_session_a_silent_request_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal(("login_required", "Login required"), Refusal(await browser.OpenAsync(Silent)));
        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.Login));
    }

    [Fact]
    [Proves(ErrorRow.SilentWithoutConsent)]
    public async Task Without_consent_a_silent_request_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Alice);

        Assert.Equal(("consent_required", "Consent required"), Refusal(await browser.OpenAsync(Silent)));
    }

    [Fact]
    public async Task With_session_and_consent_a_silent_request_gets_a_code()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);

        Assert.Equal(["code", "state"], (await browser.OpenAsync(Silent)).Query.Keys);
    }

    [Fact]
    public async Task A_session_spares_the_login_page()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);

        Assert.Equal(["code", "state"], (await browser.OpenAsync(Valid)).Query.Keys);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task A_client_can_ask_for_a_new_sign_in(string prompt)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);

        var login = await browser.OpenAsync(Valid with { Prompt = prompt });

        Assert.True(login.IsAt(TenantPaths.Login));
        Assert.Equal(["code", "state"], (await browser.SignInAsync(login, SampleTenant.Alice)).Query.Keys);
    }

    [Fact]
    public async Task A_new_sign_in_may_be_another_users()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);

        var consent = await browser.SignInAsync(await browser.OpenAsync(Valid with { Prompt = "login" }), SampleTenant.Bob);

        Assert.True(consent.IsAt(TenantPaths.Consent));
        Assert.Contains("bob@example.com", consent.Html, StringComparison.Ordinal);
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, (await browser.AnswerAsync(consent, "allow")).Query["code"]));
        Assert.Equal(SampleTenant.Bob.UserId, (string?)tokens.Claims["sub"]);
    }

    [Theory]
    [InlineData(300, 300, false)]
    [InlineData(300, 301, true)]
    [InlineData(0, 1, true)]
    public async Task A_sign_in_that_is_too_old_is_asked_for_again(int maxAge, int age, bool asks)
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);
        clock.Advance(TimeSpan.FromSeconds(age));

        var page = await browser.OpenAsync(Valid with { More = $"&max_age={maxAge}" });

        Assert.Equal(asks, page.IsAt(TenantPaths.Login));
        if (asks)
            Assert.Equal(["code", "state"], (await browser.SignInAsync(page, SampleTenant.Alice)).Query.Keys);
    }

    [Fact]
    public async Task A_client_that_asks_for_the_age_of_the_sign_in_learns_it()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        using var browser = new Browser(server);
        var signedIn = clock.GetUtcNow().ToUnixTimeSeconds();
        await browser.AuthorizeAsync(Valid);
        clock.Advance(TimeSpan.FromMinutes(1));

        var with = await IdTokenAsync(server, await browser.OpenAsync(Valid with { Scope = "openid", More = "&max_age=300" }));
        var without = await IdTokenAsync(server, await browser.OpenAsync(Valid with { Scope = "openid" }));

        Assert.Equal(signedIn, (long)with["auth_time"]!);
        Assert.False(without.ContainsKey("auth_time"));
    }

    [Fact]
    public async Task A_hint_fills_in_the_login_page()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var login = await browser.OpenAsync(Valid with { More = "&login_hint=bob%40example.com" });

        Assert.Contains("value=\"bob@example.com\"", login.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "auth0|a11ce0000000000000000001")]
    [InlineData("&login_hint=bob%40example.com", "auth0|b0b000000000000000000002")]
    [InlineData("&login_hint=BOB%40EXAMPLE.COM", "auth0|b0b000000000000000000002")]
    [InlineData("&login_hint=auth0%7Cb0b000000000000000000002", "auth0|b0b000000000000000000002")]
    public async Task Automatic_sign_in_takes_the_user_of_the_hint_or_the_first(string hint, string userId)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { AutoLogin = true }));
        using var browser = new Browser(server);

        var consent = await browser.OpenAsync(Valid with { More = hint });
        Assert.True(consent.IsAt(TenantPaths.Consent));
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, (await browser.AnswerAsync(consent, "allow")).Query["code"]));

        Assert.Equal(userId, (string?)tokens.Claims["sub"]);
    }

    [Fact]
    public async Task Automatic_sign_in_shows_the_login_page_for_a_hint_that_names_nobody()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { AutoLogin = true }));
        using var browser = new Browser(server);

        Assert.True((await browser.OpenAsync(Valid with { More = "&login_hint=nobody" })).IsAt(TenantPaths.Login));
    }

    [Theory]
    [InlineData(ResourceParameterProfile.Audience, "", "&resource=urn%3Aorganizer-api", false)]
    [InlineData(ResourceParameterProfile.Compatibility, "", "&resource=urn%3Aorganizer-api", true)]
    [InlineData(ResourceParameterProfile.Compatibility, "urn:organizer-api", "&resource=urn%3Aelsewhere", true)]
    [Proves(ErrorRow.ResourceInsteadOfAudience)]
    public async Task A_resource_stands_in_for_an_audience_where_the_tenant_says_so(ResourceParameterProfile profile, string audience, string more, bool isForApi)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { ResourceParameterProfile = profile }));
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(Valid with { Audience = audience, Scope = "openid contacts", More = more });
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));

        Assert.Equal(isForApi, tokens.AccessToken.Contains('.', StringComparison.Ordinal));
        Assert.Equal(isForApi ? "openid contacts" : "openid", tokens.Scope);
    }

    private static (string, string) Refusal(Page page) => (page.Query["error"], page.Query["error_description"]);

    private static async Task<System.Text.Json.Nodes.JsonObject> IdTokenAsync(LocalTenantServer server, Page callback) =>
        Jwt.Claims((string)(await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]))).Body["id_token"]!);
}
