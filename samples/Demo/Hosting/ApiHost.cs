using System.Net;
using ApiAuth.LocalTenant;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Demo.Hosting;

/// <summary>One of the sample APIs on a loopback port, configured for the local tenant; nothing but this code decides where it listens and whom it trusts.</summary>
sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ApiHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public static Task<ApiHost> StartAsync(
        ResourceServer api, Func<WebApplicationBuilder, WebApplication> build, string issuer, int port, HostLog log, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(Settings(api, issuer));
        builder.Logging.AddProvider(log.Of(api.Name ?? api.Identifier));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        return PortTakenException.GuardAsync(port, () => StartAsync(build(builder), cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<ApiHost> StartAsync(WebApplication app, CancellationToken cancellation)
    {
        var host = new ApiHost(app);
        try
        {
            await app.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static Dictionary<string, string?> Settings(ResourceServer api, string issuer)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Auth0:Issuer"] = issuer,
            ["Auth0:Audience"] = api.Identifier,
            ["Auth0:Keys:FetchTimeout"] = "00:00:30", // everything starts at once, on any laptop
            ["ConnectionStrings:Organizer"] = "Data Source=demo;Mode=Memory;Cache=Shared",
        };
        foreach (var scope in api.Scopes)
            settings[$"Auth0:Scopes:{scope.Value}"] = scope.Description;
        return settings;
    }

    /// <summary>Leaves Ctrl+C to the program; the default lifetime would take it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
