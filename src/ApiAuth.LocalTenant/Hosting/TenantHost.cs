using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant.Hosting;

/// <summary>Builds the web application around a tenant; nothing but the code decides where it listens.</summary>
internal sealed class TenantHost(Tenant tenant, LocalTenantOptions options, ILoggerFactory? loggers)
{
    public Tenant Tenant => tenant;

    public async Task<WebApplication> StartInProcessAsync(CancellationToken cancellationToken) =>
        await StartAsync(server => server.UseTestServer(), cancellationToken);

    public async Task<(WebApplication App, int Port)> StartOnLoopbackAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            var app = await StartAsync(server => server.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port)), cancellationToken);
            return (app, new Uri(app.Urls.First()).Port);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new LocalTenantException($"The local tenant cannot listen on 127.0.0.1:{port}: the port is taken. Choose another one, or 0 for any that is free.", taken);
        }
    }

    private async Task<WebApplication> StartAsync(Action<IWebHostBuilder> useServer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = EnvironmentName() });
        useServer(builder.WebHost);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(tenant);
        builder.Services.AddStartupRefusal(options);
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        if (loggers is not null)
            builder.Services.AddSingleton(loggers);

        var app = builder.Build();
        app.UsePathBase(tenant.IssuerSource.Path);
        app.UseRouting(); // here, so that routing sees the path below the issuer's
        app.MapLocalTenant();
        if (tenant.Dashboard is not null)
            app.MapGet("/", context => Redirect(context, TenantPaths.Dashboard)); // where an app hosts the tenant, "/" is the app's
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static Task Redirect(HttpContext context, string path)
    {
        context.Response.Redirect(context.Request.PathBase + path);
        return Task.CompletedTask;
    }

    private static string EnvironmentName() => Variable("ASPNETCORE_ENVIRONMENT") ?? Variable("DOTNET_ENVIRONMENT") ?? Environments.Production;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Leaves Ctrl+C to the program that owns this server; the default lifetime would take it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
