using ApiAuth.LocalTenant;
using Microsoft.Extensions.Logging;

namespace Demo.Hosting;

/// <summary>The authorization server: the samples' applications, users and grants.</summary>
static class TenantHost
{
    public static Task<LocalTenantServer> StartAsync(int port, HostLog log, CancellationToken cancellation)
    {
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(log.Of("Local tenant")));
        return PortTakenException.GuardAsync(port, () => LocalTenantServer.StartAsync(new LocalTenantOptions(), port, loggers, cancellation));
    }
}
