using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.LocalTenant.Hosting;

/// <summary>Whether the code says explicitly that the tenant may start outside Development.</summary>
internal sealed record StartPermission(bool AllowOutsideDevelopment);

/// <summary>Stops a host in which a tenant must not run: before it listens where the environment is wrong, right after where the address is.</summary>
internal sealed class StartupRefusal(IHostEnvironment environment, StartPermission permission, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        environment.IsDevelopment() || permission.AllowOutsideDevelopment
            ? Task.CompletedTask
            : throw new LocalTenantException(
                $"The local tenant gives tokens to anybody who asks, so it starts in the Development environment only; this is {environment.EnvironmentName}. "
                + "Set ASPNETCORE_ENVIRONMENT=Development or, if that is really meant, LocalTenantOptions.AllowOutsideDevelopment.");

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.FirstOrDefault(address => !IsLoopback(address)) is { } reachable
            ? throw new LocalTenantException(
                $"The local tenant listens on loopback only; {reachable} can be reached from other machines. Use http://127.0.0.1:PORT or http://localhost:PORT.")
            : Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
