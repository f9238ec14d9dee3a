using ApiAuth.LocalTenant;
using Microsoft.Extensions.Logging;

namespace Demo.Hosting;

/// <summary>The authorization server: the samples' applications where they listen, their users, and two more who do what the matrix asks of people.</summary>
static class TenantHost
{
    /// <summary>Allows everything that an application asks for.</summary>
    public static User Agreeable { get; } = new() { UserId = "auth0|a9ee00000000000000000003", Email = "vera@example.com", Password = "password-of-vera", Name = "Vera Visitor" };

    /// <summary>Allows nothing.</summary>
    public static User Reluctant { get; } = new() { UserId = "auth0|9e1c00000000000000000004", Email = "dan@example.com", Password = "password-of-dan", Name = "Dan Decliner" };

    public static Task<LocalTenantServer> StartAsync(int port, IReadOnlyDictionary<Client, Uri> origins, HostLog log, CancellationToken cancellation)
    {
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(log.Of("Local tenant")));
        var samples = LocalTenantSeed.Samples;
        var seed = samples with
        {
            Clients = [.. samples.Clients.Select(client => origins.TryGetValue(client, out var origin) ? SampleTenant.At(client, origin) : client)],
            Users = [.. samples.Users, Agreeable, Reluctant],
        };
        return PortTakenException.GuardAsync(port, () => LocalTenantServer.StartAsync(new() { Seed = seed }, port, loggers, cancellation));
    }
}
