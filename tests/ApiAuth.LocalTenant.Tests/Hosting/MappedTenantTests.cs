using System.Net;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.LocalTenant.Tests.Hosting;

public class MappedTenantTests
{
    [Fact]
    public async Task An_app_of_ones_own_serves_the_tenant_at_its_address()
    {
        await using var app = Build("Development");
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/own", () => "mine");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        var answer = await TokenAnswer.ReadAsync(await client.PostAsync(TenantPaths.Token, TokenRequest.Valid.Form()));

        Assert.Equal(app.Urls.Single() + "/", (string?)answer.Claims["iss"]);
        Assert.Equal("mine", await client.GetStringAsync("/own"));
        Assert.Equal(1, app.Services.GetRequiredService<Tenant>().Requests.Count(TenantPaths.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/auth/tenant")]
    public async Task A_user_can_sign_in_where_an_app_maps_the_tenant_below_a_path(string prefix)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options => (options.KeyFile, options.Issuer) = (TenantUnderTest.SharedKeyFile, "http://localhost" + prefix));
        await using var app = builder.Build();
        app.MapGroup(prefix).MapLocalTenant();
        await app.StartAsync();
        using var browser = new Browser(app.GetTestServer().CreateHandler(), new("http://localhost/"));
        using var client = app.GetTestClient();

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid, prefix);
        using var exchange = TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]).Form();
        var tokens = await TokenAnswer.ReadAsync(await client.PostAsync(prefix + TenantPaths.Token, exchange));

        Assert.Equal((200, "http://localhost" + prefix + "/"), (tokens.Status, (string?)tokens.Claims["iss"]));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Outside_Development_the_app_does_not_start(string environment)
    {
        await using var app = Build(environment);
        app.Urls.Add("http://127.0.0.1:0");

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => app.StartAsync());

        Assert.Equal(
            $"The local tenant gives tokens to anybody who asks, so it starts in the Development environment only; this is {environment}. "
            + "Set ASPNETCORE_ENVIRONMENT=Development or, if that is really meant, LocalTenantOptions.AllowOutsideDevelopment.",
            refusal.Message);
    }

    [Fact]
    public async Task Outside_Development_the_app_starts_where_the_code_says_so()
    {
        await using var app = Build("Production", options => options.AllowOutsideDevelopment = true);
        app.Urls.Add("http://127.0.0.1:0");

        await app.StartAsync();

        Assert.Single(app.Urls);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "http://0.0.0.0:")]
    [InlineData("http://[::]:0", "http://[::]:")]
    [InlineData("http://*:0", "http://[::]:")]
    public async Task An_address_that_other_machines_reach_is_refused(string url, string reachable)
    {
        await using var app = Build("Development", options => options.AllowOutsideDevelopment = true);
        app.Urls.Add(url);

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => app.StartAsync());

        Assert.StartsWith($"The local tenant listens on loopback only; {reachable}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("::ffff:192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task A_caller_on_another_machine_is_refused(string caller, HttpStatusCode status)
    {
        await using var app = Build("Development", options => options.Issuer = TenantUnderTest.Issuer, useTestServer: true, comingFrom: caller);
        await app.StartAsync();
        using var client = app.GetTestClient();

        Assert.Equal(status, (await client.GetAsync(TenantPaths.Jwks)).StatusCode);
    }

    [Fact]
    public async Task Mapping_a_tenant_that_was_not_added_is_one_clear_message()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var refusal = Assert.Throws<LocalTenantException>(() => app.MapLocalTenant());

        Assert.Equal("There is no tenant to map. Call services.AddLocalTenant() first.", refusal.Message);
    }

    [Fact]
    public async Task Asking_for_the_issuer_before_the_start_is_one_clear_message()
    {
        await using var app = Build("Development");

        var refusal = Assert.Throws<LocalTenantException>(() => app.Services.GetRequiredService<Tenant>().Issuer);

        Assert.Equal("The tenant's issuer is not known: no server listens yet. Start it first, or set LocalTenantOptions.Issuer.", refusal.Message);
    }

    [Theory]
    [InlineData(TenantPaths.Jwks, "POST")]
    [InlineData(TenantPaths.Token, "GET")]
    public async Task Another_method_is_not_allowed(string path, string method)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(new(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(request)).StatusCode);
    }

    private static WebApplication Build(
        string environment, Action<LocalTenantOptions>? configure = null, bool useTestServer = false, string? comingFrom = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        if (useTestServer)
            builder.WebHost.UseTestServer();
        builder.Services.AddLocalTenant(options =>
        {
            options.KeyFile = TenantUnderTest.SharedKeyFile;
            configure?.Invoke(options);
        });
        var app = builder.Build();
        if (comingFrom is not null)
            app.Use((context, next) => ComeFrom(context, comingFrom, next));
        app.MapLocalTenant();
        return app;
    }

    private static Task ComeFrom(HttpContext context, string address, RequestDelegate next)
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return next(context);
    }
}
