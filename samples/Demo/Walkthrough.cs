using System.Net;
using ApiAuth.LocalTenant;
using Demo.Hosting;
using Demo.Matrix;
using Demo.Report;
using Organizer.Api;
using Spectre.Console;
using WorldMappers.Api;

namespace Demo;

/// <summary>The whole program: everything starts, everything is checked and shown, and, unless once is enough, everything keeps serving.</summary>
static class Walkthrough
{
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>0 when every check passed, 1 otherwise.</summary>
    public static async Task<int> RunAsync(Ports ports, bool once, CancellationToken cancellation)
    {
        await Task.Yield(); // on Ctrl+C the command line waits only for an action that has returned its task
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development"); // the tenant asks for it
        HttpClient.DefaultProxy = new WebProxy(); // everything is on this machine; a proxy of the environment would not find it
        var console = Consoles.Output();
        var errors = Consoles.Errors();
        try
        {
            return await RunAsync(ports, once, console, new HostLog(errors, Time), cancellation);
        }
        catch (PortTakenException taken)
        {
            errors.Write(new Text($"{taken.Message}\n", new Style(Color.Red)));
            return 1;
        }
    }

    private static async Task<int> RunAsync(Ports ports, bool once, IAnsiConsole console, HostLog log, CancellationToken cancellation)
    {
        Heading.Write(console);
        await using var tenant = await TenantHost.StartAsync(ports.Tenant, log, cancellation);
        await using var organizer = await ApiHost.StartAsync(SampleTenant.OrganizerApi, OrganizerApi.Build, tenant.Issuer, ports.Organizer, log, cancellation);
        await using var worldMappers = await ApiHost.StartAsync(SampleTenant.WorldMappersApi, WorldMappersApi.Build, tenant.Issuer, ports.WorldMappers, log, cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

        var gifts = new GiftDeliveriesClient(tenant, worldMappers.Address, http, Time);
        var (grant, giftToken) = await gifts.AskForTokenAsync(cancellation);
        var tokens = new Tokens(tenant.Tenant, giftToken);
        var walk = new MatrixWalk(new Probe(http, Time), tokens);
        Check[] organizerChecks = [.. await walk.AskAsync(AcceptanceMatrix.Organizer, organizer.Address, cancellation)];
        Check[] worldMappersChecks =
        [
            grant,
            .. await walk.AskAsync(AcceptanceMatrix.WorldMappers, worldMappers.Address, cancellation),
            await gifts.DeliverAsync(console, cancellation),
        ];

        MatrixTable.Write(console, AcceptanceMatrix.Organizer.Api, organizer.Address, organizerChecks);
        MatrixTable.Write(console, AcceptanceMatrix.WorldMappers.Api, worldMappers.Address, worldMappersChecks);
        var failed = Summary.Write(console, [.. organizerChecks, .. worldMappersChecks]);
        if (!once)
            await ServeAsync(new Invitation(tenant.Address, organizer.Address, worldMappers.Address, tokens), console, log, cancellation);
        return failed == 0 ? 0 : 1;
    }

    private static async Task ServeAsync(Invitation invitation, IAnsiConsole console, HostLog log, CancellationToken cancellation)
    {
        log.TellAll();
        invitation.Write(console);
        await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
