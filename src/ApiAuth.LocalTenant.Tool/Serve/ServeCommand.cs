using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant.Tool.Serve;

/// <summary>What was asked for on the command line.</summary>
internal sealed record ServeOptions(string? Seed, int Port, string? Issuer, string? KeyFile, bool ControlPlane, bool RemoveAlgFromJwks, bool Quiet);

/// <summary>Serves a tenant until it is cancelled.</summary>
internal sealed class ServeCommand(Terminal terminal)
{
    private const string EnvironmentVariable = "ASPNETCORE_ENVIRONMENT";

    public async Task<int> RunAsync(ServeOptions asked, CancellationToken cancellation)
    {
        try
        {
            await ServeAsync(asked, cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (LocalTenantException refusal)
        {
            return terminal.Fail(refusal.Message);
        }
    }

    private async Task ServeAsync(ServeOptions asked, CancellationToken cancellation)
    {
        using var requests = new RequestLines(terminal);
        using var loggers = new LoggerFactory();
        if (!asked.Quiet)
            loggers.AddProvider(requests);
        await using var server = await LocalTenantServer.StartAsync(Options(asked), asked.Port, loggers, cancellation);
        new Welcome(terminal, server, asked).Write(SinceStart());
        // Made here, the keys do not keep the first request waiting.
        var keys = Task.Run(() => server.Tenant.Keys, CancellationToken.None);
        await WaitAsync(cancellation);
        await keys;
        terminal.WriteUnbroken("Stopped.");
    }

    private static LocalTenantOptions Options(ServeOptions asked) => new()
    {
        Seed = asked.Seed is { } file ? LocalTenantSeed.FromFile(file) : LocalTenantSeed.Samples,
        Issuer = asked.Issuer,
        KeyFile = asked.KeyFile,
        ControlPlane = asked.ControlPlane,
        RemoveAlgFromJwks = asked.RemoveAlgFromJwks,
        // Whoever starts this tool means a development tenant, unless the shell says that this is another environment.
        AllowOutsideDevelopment = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EnvironmentVariable)),
    };

    private static async Task WaitAsync(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static TimeSpan SinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow().DateTime - process.StartTime;
    }
}
