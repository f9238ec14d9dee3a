using ApiAuth.LocalTenant.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant;

/// <summary>A tenant with a server of its own: on a loopback port, or in process for tests.</summary>
public sealed class LocalTenantServer : IAsyncDisposable
{
    private const string InProcessIssuer = "https://local-tenant.test/";

    private readonly TenantHost host;
    private readonly bool inProcess;
    private int port;
    private volatile WebApplication? app;

    private LocalTenantServer(TenantHost host, bool inProcess, int port) => (this.host, this.inProcess, this.port) = (host, inProcess, port);

    /// <summary>The tenant that this server serves. It outlives <see cref="StopAsync"/>.</summary>
    public Tenant Tenant => host.Tenant;

    /// <summary>The <c>iss</c> of every token; ends in a slash.</summary>
    public string Issuer => Tenant.Issuer;

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:5001/</c>; in process the issuer, which only <see cref="CreateHandler"/> reaches.</summary>
    public Uri Address => new(inProcess ? Issuer : $"http://127.0.0.1:{port}/");

    /// <summary>Starts a tenant on <c>127.0.0.1</c>.</summary>
    /// <param name="options">Null: the sample tenant.</param>
    /// <param name="port">0 takes any free port.</param>
    /// <param name="loggers">Where the server logs to; null: nowhere.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="LocalTenantException">
    /// The environment (<c>ASPNETCORE_ENVIRONMENT</c>) is not Development, the port is taken, an option cannot be used, or the seed contradicts itself.
    /// </exception>
    public static async Task<LocalTenantServer> StartAsync(
        LocalTenantOptions? options = null,
        int port = 0,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        var server = new LocalTenantServer(new(new(options), options, loggers), inProcess: false, port);
        await server.ListenAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts a tenant that only <see cref="CreateHandler"/> reaches; its issuer is <c>https://local-tenant.test/</c> if none is set.</summary>
    /// <param name="options">Null: the sample tenant.</param>
    /// <param name="loggers">Where the server logs to; null: nowhere.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="LocalTenantException">
    /// The environment (<c>ASPNETCORE_ENVIRONMENT</c>) is not Development, an option cannot be used, or the seed contradicts itself.
    /// </exception>
    public static async Task<LocalTenantServer> StartInProcessAsync(
        LocalTenantOptions? options = null,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        var server = new LocalTenantServer(new(new(options, InProcessIssuer), options, loggers), inProcess: true, port: 0);
        await server.ListenAsync(cancellationToken);
        return server;
    }

    /// <summary>A handler that reaches the tenant, such as for <c>BackchannelHttpHandler</c>. It stays good over <see cref="RestartAsync"/>.</summary>
    public HttpMessageHandler CreateHandler() => inProcess
        ? new InProcessHandler(() => app?.GetTestServer())
        : new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };

    /// <summary>A client whose base address is <see cref="Address"/>.</summary>
    public HttpClient CreateClient() => new(CreateHandler(), disposeHandler: true) { BaseAddress = Address };

    /// <summary>Closes the port: requests fail to connect, as in an outage. Keys, store and request log stay.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref app, null) is not { } running)
            return;
        await running.StopAsync(cancellationToken);
        await running.DisposeAsync();
    }

    /// <summary>Listens again on the same port, with the same keys; stops first where the server runs.</summary>
    /// <exception cref="LocalTenantException">The port was taken meanwhile.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await ListenAsync(cancellationToken);
    }

    /// <summary>Stops for good.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (inProcess)
            app = await host.StartInProcessAsync(cancellationToken);
        else
            (app, port) = await host.StartOnLoopbackAsync(port, cancellationToken);
    }
}
