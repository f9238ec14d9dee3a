using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Logout;

public class LogoutTests
{
    private const string Listed = "http://localhost:7003/";
    private static readonly string App = SampleTenant.CalendarApp.ClientId;
    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples.With(new TenantSettings { AllowedLogoutUrls = ["https://tenant.test/bye"] });

    public static TheoryData<string, string> Allowed => new()
    {
        { $"/v2/logout?client_id={App}&returnTo={Uri.EscapeDataString(Listed)}", Listed },
        { $"/v2/logout?returnTo={Uri.EscapeDataString("https://tenant.test/bye")}", "https://tenant.test/bye" },
        { $"/oidc/logout?client_id={App}&post_logout_redirect_uri={Uri.EscapeDataString(Listed)}", Listed },
        { $"/oidc/logout?post_logout_redirect_uri={Uri.EscapeDataString("https://tenant.test/bye")}", "https://tenant.test/bye" },
        { $"/oidc/logout?client_id={App}&post_logout_redirect_uri={Uri.EscapeDataString(Listed)}&state=a%26b", Listed + "?state=a%26b" },
    };

    /// <summary>Where nobody may be sent.</summary>
    public static TheoryData<string?, string> Strange => new()
    {
        { App, "https://evil.test/" },
        { App, "//evil.test/" },
        { App, "http://localhost:7003" },
        { App, "http://localhost:7003/more" },
        { App, "http://localhost:7003/?x" },
        { App, "http://localhost:7003/@evil.test" },
        { App, "http://localhost:7003\\@evil.test/" },
        { App, "HTTP://LOCALHOST:7003/" },
        { App, "javascript:alert(1)" },
        { App, "https://tenant.test/bye" },
        { null, Listed },
        { "nobody", Listed },
        { SampleTenant.TextApp.ClientId, Listed },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task Logout_ends_the_session_and_leads_to_a_listed_address(string url, string target)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = await SignedInAsync(server);

        var page = await browser.OpenAsync(url);

        Assert.Equal((302, target), (page.Status, page.Response.Headers.Location?.OriginalString));
        Assert.Equal("login_required", (await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "none" })).Query["error"]);
    }

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task Logout_leads_nowhere_else(string? client, string target)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = await SignedInAsync(server);
        var of = client is null ? "" : $"&client_id={client}";

        foreach (var (path, parameter) in ((string, string)[])[("/v2/logout", "returnTo"), ("/oidc/logout", "post_logout_redirect_uri")])
        {
            var page = await browser.OpenAsync($"{path}?{parameter}={Uri.EscapeDataString(target)}{of}");

            Assert.Equal((400, null), (page.Status, page.Response.Headers.Location));
            Assert.Equal(
                ("invalid_request", $"The \"{parameter}\" querystring parameter \"{target}\" is not defined as a valid URL in \"Allowed Logout URLs\""),
                page.Error);
        }

        Assert.Equal("login_required", (await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "none" })).Query["error"]);
    }

    [Theory]
    [InlineData("/v2/logout")]
    [InlineData("/oidc/logout")]
    public async Task Without_an_address_the_user_stays_on_a_page(string path)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = await SignedInAsync(server);

        var page = await browser.OpenAsync(path);

        Assert.Equal(200, page.Status);
        Assert.Contains("Signed out", page.Html, StringComparison.Ordinal);
        Assert.Equal("login_required", (await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "none" })).Query["error"]);
    }

    [Fact]
    public async Task An_ID_token_says_whose_addresses_count_even_after_it_expired()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, Seed);
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = "openid" });
        var idToken = (string)(await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]))).Body["id_token"]!;
        clock.Advance(TimeSpan.FromDays(1));
        var url = $"/oidc/logout?post_logout_redirect_uri={Uri.EscapeDataString(Listed)}&id_token_hint=";

        Assert.Equal(400, (await browser.OpenAsync(url + server.Tenant.Forge.Alter(idToken, ForgedSignature.UnpublishedKey))).Status);
        Assert.Equal(Listed, (await browser.OpenAsync(url + idToken)).Target);
    }

    [Theory]
    [InlineData("CalendarApp000000000000000000001", null, true)]
    [InlineData(null, null, true)]
    [InlineData("tpc_TextAppIo0000000000001", null, false)] // another client
    [InlineData("nobody", null, false)]
    [InlineData("calendarapp000000000000000000001", null, false)]
    [InlineData("CalendarApp000000000000000000001", "x", false)] // a hint of nobody
    [InlineData("CalendarApp000000000000000000001", "a.b.c", false)]
    public async Task A_client_that_the_ID_token_was_not_issued_to_is_refused(string? clientId, string? hint, bool leads)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed.With(SampleTenant.TextApp with { AllowedLogoutUrls = [Listed] }));
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = "openid" });
        hint ??= (string)(await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]))).Body["id_token"]!;
        var named = clientId is null ? "" : $"&client_id={clientId}";

        var page = await browser.OpenAsync($"/oidc/logout?post_logout_redirect_uri={Uri.EscapeDataString(Listed)}&id_token_hint={hint}{named}");

        Assert.Equal((leads ? 302 : 400, leads ? Listed : null), (page.Status, page.Target));
        Assert.Equal(leads ? null : ("invalid_request", "The \"id_token_hint\" is not an ID token that this tenant issued to the client"), page.Error);
        Assert.Equal("login_required", (await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "none" })).Query["error"]);
    }

    [Fact]
    public async Task An_access_token_is_no_hint()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed.With(SampleTenant.CalendarApp with { ClientId = "urn:organizer-api" }));
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid);
        var token = (await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]))).AccessToken;

        var page = await browser.OpenAsync($"/oidc/logout?post_logout_redirect_uri={Uri.EscapeDataString(Listed)}&id_token_hint={token}&client_id=urn%3Aorganizer-api");

        Assert.Equal((400, null), (page.Status, page.Target));
    }

    [Fact]
    public async Task Logout_by_POST_goes_on_by_GET()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        using var browser = await SignedInAsync(server);

        var page = await browser.PostAsync(new(server.Address, TenantPaths.OidcLogout), ("client_id", App), ("post_logout_redirect_uri", Listed), ("state", "s"));

        Assert.Equal((302, Listed, "s"), (page.Status, page.Target, page.Query["state"]));
        Assert.Equal("login_required", (await browser.OpenAsync(AuthorizeRequest.Valid with { Prompt = "none" })).Query["error"]);
    }

    private static async Task<Browser> SignedInAsync(LocalTenantServer server)
    {
        var browser = new Browser(server);
        await browser.AuthorizeAsync(AuthorizeRequest.Valid);
        return browser;
    }
}
