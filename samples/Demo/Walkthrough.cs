using System.Net;
using Demo.Clients;
using Demo.Hosting;
using Demo.Matrix;
using Demo.Report;
using Spectre.Console;

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
        await using var systems = await Systems.StartAsync(ports, log, cancellation);
        using var network = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(network, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(30) };

        var gifts = new GiftDeliveriesClient(systems, http, Time);
        var (grant, giftToken) = await gifts.AskForTokenAsync(cancellation);
        var tokens = new Tokens(systems.Tenant.Tenant, giftToken);
        var walk = new MatrixWalk(new Probe(http, Time), tokens);
        Check[] organizerChecks = [.. await walk.AskAsync(AcceptanceMatrix.Organizer, systems.Organizer, cancellation)];
        Check[] worldMappersChecks =
        [
            grant,
            .. await walk.AskAsync(AcceptanceMatrix.WorldMappers, systems.WorldMappers, cancellation),
            await gifts.DeliverAsync(console, cancellation),
        ];
        Check[] clientChecks =
        [
            .. await CalendarAppVisit.WalkAsync(systems.CalendarApp, network, Time, cancellation),
            .. await TextAppVisit.WalkAsync(systems.TextApp, network, Time, cancellation),
            .. await new MyTodosVisit(systems, network, http, Time).WalkAsync(cancellation),
        ];

        MatrixTable.Write(console, AcceptanceMatrix.Organizer.Api, systems.Organizer, organizerChecks);
        MatrixTable.Write(console, AcceptanceMatrix.WorldMappers.Api, systems.WorldMappers, worldMappersChecks);
        MatrixTable.Write(console, "The clients", "[grey]one person who allows, one who denies, over HTTP[/]", clientChecks);
        var failed = Summary.Write(console, [.. organizerChecks, .. worldMappersChecks, .. clientChecks]);
        if (!once)
            await ServeAsync(new Invitation(systems, tokens), console, log, cancellation);
        return failed == 0 ? 0 : 1;
    }

    private static async Task ServeAsync(Invitation invitation, IAnsiConsole console, HostLog log, CancellationToken cancellation)
    {
        log.TellAll();
        invitation.Write(console);
        await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
