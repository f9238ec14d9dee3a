using ApiAuth.LocalTenant.Tests.Browsing;

namespace ApiAuth.LocalTenant.Tests.Pages;

/// <summary>What protects the pages that users meet: no scripts, no frames, no copies, no address told to others, no name but our own.</summary>
public class PageHeaderTests
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Fact]
    public async Task Each_page_forbids_scripts_frames_copies_and_referrers()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(AuthorizeRequest.Valid);
        var consent = await browser.SignInAsync(login, SampleTenant.Alice);
        Page[] pages = [login, consent, await browser.OpenAsync(AuthorizeRequest.Valid with { ClientId = "nobody" }), await browser.OpenAsync(TenantPaths.Logout)];

        Assert.All(pages, page =>
        {
            Assert.Equal(Policy, Header(page, "Content-Security-Policy"));
            Assert.Equal("DENY", Header(page, "X-Frame-Options"));
            Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(page, "Referrer-Policy"));
            Assert.True(page.Response.Headers.CacheControl?.NoStore);
            Assert.Equal("text/html; charset=utf-8", page.Response.Content.Headers.ContentType?.ToString());
            Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" onclick=", page.Html, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task An_answer_with_a_code_is_kept_in_no_cache()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid);

        Assert.True(callback.Response.Headers.CacheControl?.NoStore);
        Assert.Equal("same-origin", Header(callback, "Referrer-Policy"));
    }

    [Theory]
    [InlineData(TenantPaths.Authorize)]
    [InlineData(TenantPaths.Login)]
    [InlineData(TenantPaths.ChangePassword)]
    [InlineData(TenantPaths.Consent)]
    [InlineData(TenantPaths.Logout)]
    [InlineData(TenantPaths.OidcLogout)]
    public async Task A_name_that_a_stranger_pointed_at_this_machine_gets_no_page(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        using var rebound = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.test" } };
        using var local = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "localhost:7006" } };

        var answer = await client.SendAsync(rebound);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.StartsWith("The Host header names neither this machine nor the issuer.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("The Host header", await (await client.SendAsync(local)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_a_path_the_pages_lead_to_each_other()
    {
        var options = TenantUnderTest.Options();
        options.Issuer = "https://local-tenant.test/eu/";
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        using var browser = new Browser(server);

        var login = await browser.OpenAsync("/eu" + AuthorizeRequest.Valid.Url);
        var consent = await browser.SignInAsync(login, SampleTenant.Alice);

        Assert.Equal(("/eu/u/login", "/eu/u/consent"), (login.Url.AbsolutePath, consent.Url.AbsolutePath));
        Assert.Equal(["code", "state"], (await browser.AnswerAsync(consent, "allow")).Query.Keys);
    }

    private static string Header(Page page, string name) => page.Response.Headers.GetValues(name).Single();
}
