using ApiAuth.LocalTenant.Tests.Html;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>The requests that the dashboard shows.</summary>
public class RequestTests
{
    [Theory]
    [InlineData("", "POST /oauth/token OK 200|POST /oauth/token Refused 401 access_denied|GET /.well-known/jwks.json OK 200")]
    [InlineData("?outcome=ok", "POST /oauth/token OK 200|GET /.well-known/jwks.json OK 200")]
    [InlineData("?outcome=refused", "POST /oauth/token Refused 401 access_denied")]
    [InlineData("?outcome=strange", "POST /oauth/token OK 200|POST /oauth/token Refused 401 access_denied|GET /.well-known/jwks.json OK 200")]
    public async Task The_last_requests_are_shown_newest_first_and_by_outcome(string outcome, string rows)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.SendAsync(HttpMethod.Get, TenantPaths.Jwks);
        await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = "wrong" });
        await server.RequestTokenAsync(TokenRequest.Valid);

        var page = await browser.OpenAsync("/dashboard/requests" + outcome);

        Assert.Equal(rows, string.Join('|', page.Rows().Select(row => $"{row[1]} {row[3]}")));
    }

    [Fact]
    public async Task Pages_of_the_dashboard_are_not_among_them()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.OpenAsync("/dashboard");

        var page = await browser.OpenAsync("/dashboard/requests");

        Assert.Empty(server.Tenant.Requests.Recent);
        Assert.Contains("No requests yet.", page.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outcome_that_nothing_had_says_so()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.SendAsync(HttpMethod.Get, TenantPaths.Jwks);

        var page = await browser.OpenAsync("/dashboard/requests?outcome=refused");

        Assert.Contains("None of the last 1 request ended this way.", page.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_counts_and_shows_the_last_ones()
    {
        await using var server = await TenantUnderTest.StartAsync(DashboardPage.Seed);
        using var browser = new Browser(server);
        await server.RequestTokenAsync(TokenRequest.Valid);

        var page = await browser.OpenAsync("/dashboard");

        Assert.Equal("https://local-tenant.test/", WebPage.Text(page.All("dd").First()));
        Assert.Equal(["2 APIs", "5 applications", "2 users", "1 consent"], page.Items);
        Assert.Equal(["POST /oauth/token", "GiftDeliveries000000000000000001", "OK 200"], page.Rows().Single().Skip(1).Take(3));
        Assert.Equal(TenantPaths.Jwks, page.Link("/.well-known/jwks.json"));
    }
}
