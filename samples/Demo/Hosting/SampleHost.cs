using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Demo.Hosting;

/// <summary>One of the samples on its port; nothing but this code decides where it listens and whom it trusts.</summary>
sealed class SampleHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SampleHost(WebApplication app) => this.app = app;

    public static Task<SampleHost> StartAsync(
        string name, Func<WebApplicationBuilder, WebApplication> build, Dictionary<string, string?> settings, ReservedPort port, HostLog log, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(log.Of(name));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port.Number));
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => port.HandOver());
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // cookies end with the demo, and no key stays on the disk
        return PortTakenException.GuardAsync(port.Number, () => StartAsync(build(builder), cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<SampleHost> StartAsync(WebApplication app, CancellationToken cancellation)
    {
        var host = new SampleHost(app);
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

    /// <summary>Leaves Ctrl+C to the program; the default lifetime would take it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
