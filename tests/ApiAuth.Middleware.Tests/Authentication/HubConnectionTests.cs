using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>Connections that outlive the request they began with.</summary>
public class HubConnectionTests
{
    [Fact]
    public async Task A_ticket_carries_the_expiry_of_its_token()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/expiry", async (HttpContext context, AccessToken? token) => (await context.AuthenticateAsync()).Properties?.ExpiresUtc?.ToString("O")),
        });

        var answer = await api.GetAsync("/expiry", TestAccessToken.Valid with { Lifetime = TimeSpan.FromMinutes(7) });

        Assert.Equal((api.Time.GetUtcNow() + TimeSpan.FromMinutes(7)).ToString("O"), answer.Body);
    }

    // The clock of the API stands two hours ago, and SignalR looks at the real one: for it one of the tokens has expired.
    [Fact]
    public async Task A_hub_that_closes_on_expiry_closes_the_connection_of_the_expired_token_and_no_other()
    {
        await using var api = await StartAsync(closes: true);
        await using var lasting = await RawHub.ConnectAsync(api, "/hubs/echo", TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(1) });
        await using var expired = await RawHub.ConnectAsync(api, "/hubs/echo", TestAccessToken.Valid with { Lifetime = TimeSpan.FromHours(1) });

        Assert.StartsWith("""{"type":7""", await expired.ClosedAsync(), StringComparison.Ordinal);
        Assert.Equal("hello", (await lasting.InvokeAsync("Echo", "hello")).Result);
    }

    [Fact]
    public async Task A_hub_that_was_not_told_to_close_on_expiry_keeps_its_connections()
    {
        await using var closing = await StartAsync(closes: true);
        await using var keeping = await StartAsync(closes: false);
        await using var kept = await RawHub.ConnectAsync(keeping, "/hubs/echo", TestAccessToken.Valid);
        await using var closed = await RawHub.ConnectAsync(closing, "/hubs/echo", TestAccessToken.Valid);

        await closed.ClosedAsync();
        Assert.Equal("hello", (await kept.InvokeAsync("Echo", "hello")).Result);
    }

    private static Task<TestApi> StartAsync(bool closes) => TestApi.StartAsync(new()
    {
        Time = new ManualTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2)),
        Services = services => services.AddSignalR(),
        Endpoints = app => app.MapHub<EchoHub>("/hubs/echo", options => options.CloseOnAuthenticationExpiration = closes).RequireAuthorization(),
    });

    internal sealed class EchoHub : Hub
    {
        public string Echo(string text) => text;
    }
}
