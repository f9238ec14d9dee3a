using ApiAuth.LocalTenant.Tests.Browsing;

namespace ApiAuth.LocalTenant.Tests.Sessions;

public class SessionTests
{
    private static readonly AuthorizeRequest Silent = AuthorizeRequest.Valid with { Prompt = "none" };

    [Fact]
    public async Task The_session_cookie_is_for_this_server_only_and_out_of_reach_of_scripts_and_other_sites()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        var cookies = browser.Cookies.GetAllCookies().ToList();

        Assert.Equal(["local-tenant-browser-", "local-tenant-forms-", "local-tenant-session-"], cookies.Select(cookie => cookie.Name[..^8]).Order());
        Assert.All(cookies, cookie => Assert.Equal((true, true, "/", "local-tenant.test"), (cookie.HttpOnly, cookie.Secure, cookie.Path, cookie.Domain)));
    }

    [Fact]
    public async Task Every_cookie_is_lax()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        var authorize = await client.GetAsync(AuthorizeRequest.Valid.Url);
        var cookie = Assert.Single(authorize.Headers.GetValues("Set-Cookie"));

        Assert.Matches("^local-tenant-browser-[0-9a-f]{8}=[^;]+; path=/; secure; samesite=lax; httponly$", cookie);
    }

    [Fact]
    public async Task On_a_port_without_https_the_cookies_work_all_the_same()
    {
        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options());
        using var browser = new Browser(server);

        Assert.Equal(["code", "state"], (await browser.AuthorizeAsync(AuthorizeRequest.Valid)).Query.Keys);
        Assert.All(browser.Cookies.GetAllCookies(), cookie => Assert.False(cookie.Secure));
    }

    [Fact]
    public async Task A_sign_in_makes_a_new_session_and_ends_the_one_before()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);
        var before = SessionOf(browser);
        using var thief = new Browser(server);
        thief.Cookies.Add(server.Address, new System.Net.Cookie(before.Name, before.Value));
        Assert.Equal(["code", "state"], (await thief.OpenAsync(Silent)).Query.Keys);

        await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "login" }), SampleTenant.Alice);

        Assert.NotEqual(before.Value, SessionOf(browser).Value);
        Assert.Equal("login_required", (await thief.OpenAsync(Silent)).Query["error"]);
    }

    [Fact]
    public async Task A_cookie_that_the_tenant_did_not_write_is_no_session()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);
        using var forger = new Browser(server);
        forger.Cookies.Add(server.Address, new System.Net.Cookie(SessionOf(browser).Name, SessionOf(browser).Value[..^4] + "AAAA"));

        Assert.Equal("login_required", (await forger.OpenAsync(Silent)).Query["error"]);
    }

    [Theory]
    [InlineData(71, 0, true)]
    [InlineData(72, 0, false)]
    [InlineData(71, 71, true)]
    [InlineData(71, 72, false)]
    public async Task A_session_ends_when_nobody_uses_it(int hoursBefore, int hoursAfter, bool lives)
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        clock.Advance(TimeSpan.FromHours(hoursBefore));
        var page = await browser.OpenAsync(Silent);
        clock.Advance(TimeSpan.FromHours(hoursAfter));
        if (hoursAfter > 0)
            page = await browser.OpenAsync(Silent);

        Assert.Equal(lives, page.Query.ContainsKey("code"));
    }

    [Fact]
    public async Task A_session_ends_after_a_week_however_much_it_is_used()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock);
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        for (var day = 1; day < 7; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(["code", "state"], (await browser.OpenAsync(Silent)).Query.Keys);
        }

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("login_required", (await browser.OpenAsync(Silent)).Query["error"]);
    }

    [Fact]
    public async Task A_deleted_user_is_signed_out()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        server.Tenant.Store.Update(seed => LocalTenant.Model.SeedRemovals.WithoutUser(seed, SampleTenant.Alice.UserId));

        Assert.Equal("login_required", (await browser.OpenAsync(Silent)).Query["error"]);
    }

    private static System.Net.Cookie SessionOf(Browser browser) =>
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.Contains("-session-", StringComparison.Ordinal));
}
