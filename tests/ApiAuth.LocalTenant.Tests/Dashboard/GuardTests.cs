using System.Net;
using ApiAuth.LocalTenant.Tests.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>Who may see and use the dashboard.</summary>
public class GuardTests
{
    private const string NewApi = "/dashboard/apis/new";

    [Fact]
    public async Task A_form_without_the_mark_of_the_page_changes_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var page = await browser.SubmitAsync(await browser.OpenAsync(NewApi), ("name", ["Good"]), ("identifier", ["urn:good"]));
        Assert.Equal("Created.", WebPage.Text(page.All("p").Single(element => element.Attribute("role")?.Value == "status")));

        var fields = (await browser.OpenAsync(NewApi)).Fields().Where(field => field.Key is "name" or "identifier");
        var refused = await WebPage.ReadAsync(await browser.PostAsync(NewApi, Browser.Changed([.. fields], [("name", ["Bad"]), ("identifier", ["urn:bad"])])));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("This form is out of date", refused.Heading);
        Assert.Equal(NewApi, refused.Link("Open the form again"));
        Assert.DoesNotContain(server.Tenant.Store.Current.ResourceServers, api => api.Identifier == "urn:bad");
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_changes_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var fields = Browser.Changed((await browser.OpenAsync(NewApi)).Fields(), [("name", ["Any"]), ("identifier", ["urn:any"])]).ToArray();
        var tooMany = Enumerable.Range(0, 5000).Select(number => KeyValuePair.Create($"field{number}", "any"));

        var unreadable = await browser.PostAsync(NewApi, tooMany.Concat(fields));
        var noForm = await browser.SendAsync(HttpMethod.Post, NewApi, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (unreadable.StatusCode, noForm.StatusCode));
        Assert.DoesNotContain(server.Tenant.Store.Current.ResourceServers, api => api.Identifier == "urn:any");

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync(NewApi, fields)).StatusCode);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_unread()
    {
        await using var server = await LocalTenantServer.StartAsync(TenantUnderTest.Options());
        using var browser = new Browser(server);
        var fields = Browser.Changed((await browser.OpenAsync(NewApi)).Fields(), [("name", ["Any"]), ("identifier", ["urn:any"])]).ToArray();

        var refused = await browser.PostAsync(NewApi, [.. fields, KeyValuePair.Create("more", new string('a', 256 * 1024))]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(server.Tenant.Store.Current.ResourceServers, api => api.Identifier == "urn:any");
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync(NewApi, [.. fields, KeyValuePair.Create("more", new string('a', 200 * 1024))])).StatusCode);
    }

    /// <summary>Every page that takes a form.</summary>
    public static TheoryData<string> Forms =>
    [
        "/dashboard/apis/new", "/dashboard/apis/edit?id=x", "/dashboard/apis/scopes?id=x", "/dashboard/apis/scopes/remove?id=x&scope=x", "/dashboard/apis/delete?id=x",
        "/dashboard/applications/new", "/dashboard/applications/edit?id=x", "/dashboard/applications/apis?id=x", "/dashboard/applications/secret?id=x", "/dashboard/applications/delete?id=x",
        "/dashboard/users/new", "/dashboard/users/edit?id=x", "/dashboard/users/delete?id=x", "/dashboard/consents/revoke?id=x", "/dashboard/keys", "/dashboard/keys/revoke?kid=x", "/dashboard/test",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task No_form_is_taken_without_the_mark_of_the_page_nor_under_a_strangers_name(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var mark = (await browser.OpenAsync(NewApi)).Fields();
        var before = server.Tenant.Store.Current;
        var keys = server.Tenant.Keys;

        var forged = await WebPage.ReadAsync(await browser.PostAsync(path, []));
        var rebound = await browser.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(mark), host: "rebound.example");

        Assert.Equal((HttpStatusCode.BadRequest, "This form is out of date"), (forged.Status, forged.Heading));
        Assert.Equal(HttpStatusCode.BadRequest, rebound.StatusCode);
        Assert.Contains("Host header", await rebound.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("DENY", rebound.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", rebound.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Same(before, server.Tenant.Store.Current);
        Assert.Equal(keys, server.Tenant.Keys);
    }

    [Fact]
    public async Task Every_form_of_the_dashboard_is_in_the_table_above()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options => (options.KeyFile, options.AllowOutsideDevelopment, options.Issuer) = (TenantUnderTest.SharedKeyFile, true, TenantUnderTest.Issuer));
        await using var app = builder.Build();
        app.MapLocalTenant();
        await app.StartAsync();

        var posts = ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/dashboard", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods.Any(method => method != "GET"))
            .Select(endpoint => endpoint.RoutePattern.RawText!);

        Assert.Equal(posts.Order(), Forms.Select(row => row.Data.Split('?')[0]).Order());
    }

    [Fact]
    public async Task The_mark_of_another_browser_is_none()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var victim = new Browser(server);
        using var attacker = new Browser(server);
        await victim.OpenAsync(NewApi);
        var form = Browser.Changed((await attacker.OpenAsync(NewApi)).Fields(), [("name", ["Bad"]), ("identifier", ["urn:bad"])]);

        Assert.Equal(HttpStatusCode.BadRequest, (await victim.PostAsync(NewApi, form)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await attacker.PostAsync(NewApi, form)).StatusCode);
    }

    [Theory]
    [InlineData("local-tenant.test", HttpStatusCode.OK)]
    [InlineData("localhost:5000", HttpStatusCode.OK)]
    [InlineData("tenant.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5000", HttpStatusCode.OK)]
    [InlineData("[::1]:5000", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.example", HttpStatusCode.BadRequest)]
    [InlineData("192.0.2.1", HttpStatusCode.BadRequest)]
    public async Task A_name_that_somebody_else_points_at_this_machine_is_refused(string host, HttpStatusCode status)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal(status, (await browser.SendAsync(HttpMethod.Get, "/dashboard", host: host)).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task A_caller_on_another_machine_is_refused(string caller, HttpStatusCode status)
    {
        await using var app = await StartAppAsync(app => app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
            return next(context);
        }));
        using var client = app.GetTestClient();

        Assert.Equal(status, (await client.GetAsync("/dashboard")).StatusCode);
    }

    [Fact]
    public async Task Turned_off_there_is_no_dashboard_and_the_tenant_works_on()
    {
        await using var server = await LocalTenantServer.StartInProcessAsync(TenantUnderTest.Options());
        await using var without = await LocalTenantServer.StartInProcessAsync(Without(TenantUnderTest.Options()));
        using var on = server.CreateClient();
        using var off = without.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await on.GetAsync("/dashboard")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await off.GetAsync("/dashboard")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await off.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await off.GetAsync(TenantPaths.Jwks)).StatusCode);
    }

    [Fact]
    public async Task The_address_of_the_tenant_leads_to_the_dashboard()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal("/dashboard", (await browser.OpenAsync("/")).Address.AbsolutePath);
    }

    [Fact]
    public async Task An_app_that_hosts_the_tenant_keeps_its_own_first_page_and_its_own_forms()
    {
        await using var app = await StartAppAsync(app => app.MapGet("/", () => "mine"));
        using var client = app.GetTestClient();

        Assert.Equal("mine", await client.GetStringAsync("/"));
        Assert.Null(app.Services.GetService<Microsoft.AspNetCore.Antiforgery.IAntiforgery>());
    }

    [Fact]
    public async Task Below_a_path_every_link_and_form_of_the_dashboard_stays_there()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options => (options.KeyFile, options.AllowOutsideDevelopment, options.Issuer) = (TenantUnderTest.SharedKeyFile, true, "http://localhost/idp"));
        await using var app = builder.Build();
        app.MapGroup("/idp").MapLocalTenant();
        await app.StartAsync();
        using var client = app.GetTestClient();

        var page = await WebPage.ReadAsync(await client.GetAsync("/idp/dashboard/apis/"));

        Assert.Equal("/idp/dashboard/apis/new", page.Link("New API"));
        Assert.DoesNotContain(page.Root.Descendants().SelectMany(element => element.Attributes("href")), link => link.Value[0] == '/' && !link.Value.StartsWith("/idp/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(page.All("link").Last().Attribute("href")!.Value)).StatusCode);
    }

    [Fact]
    public async Task Two_tenants_of_one_machine_do_not_share_a_cookie()
    {
        await using var one = await LocalTenantServer.StartInProcessAsync(With(TenantUnderTest.Options(), "http://localhost:5001/"));
        await using var two = await LocalTenantServer.StartInProcessAsync(With(TenantUnderTest.Options(), "http://localhost:5002/"));

        Assert.NotEqual(await CookieAsync(one), await CookieAsync(two));
    }

    private static async Task<string> CookieAsync(LocalTenantServer server)
    {
        using var client = server.CreateClient();
        using var answer = await client.GetAsync("/dashboard");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.EndsWith("; path=/; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        return cookie[..cookie.IndexOf('=', StringComparison.Ordinal)];
    }

    private static async Task<WebApplication> StartAppAsync(Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options => (options.KeyFile, options.AllowOutsideDevelopment, options.Issuer) = (TenantUnderTest.SharedKeyFile, true, TenantUnderTest.Issuer));
        var app = builder.Build();
        configure(app);
        app.MapLocalTenant();
        await app.StartAsync();
        return app;
    }

    private static LocalTenantOptions Without(LocalTenantOptions options)
    {
        options.Dashboard = false;
        return options;
    }

    private static LocalTenantOptions With(LocalTenantOptions options, string issuer)
    {
        options.Issuer = issuer;
        return options;
    }
}
