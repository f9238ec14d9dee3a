using ApiAuth.LocalTenant;
using CalendarApp;
using Microsoft.AspNetCore.Builder;
using MyTodos;
using Organizer.Api;
using TextApp;
using WorldMappers.Api;

namespace Demo.Hosting;

/// <summary>Everything that runs: the tenant, the two APIs, and the three applications for people.</summary>
sealed class Systems : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> running = [];

    private Systems()
    {
    }

    public LocalTenantServer Tenant { get; private set; } = null!;

    public Uri Organizer { get; private set; } = null!;

    public Uri WorldMappers { get; private set; } = null!;

    public Uri MyTodos { get; private set; } = null!;

    public Uri CalendarApp { get; private set; } = null!;

    public Uri TextApp { get; private set; } = null!;

    public static async Task<Systems> StartAsync(Ports ports, HostLog log, CancellationToken cancellation)
    {
        var systems = new Systems();
        try
        {
            await systems.StartAllAsync(ports, log, cancellation);
            return systems;
        }
        catch
        {
            await systems.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (running.TryPop(out var last))
            await last.DisposeAsync();
    }

    private async Task StartAllAsync(Ports ports, HostLog log, CancellationToken cancellation)
    {
        using var organizer = await ReservedPort.TakeAsync(ports.Organizer);
        using var worldMappers = await ReservedPort.TakeAsync(ports.WorldMappers);
        using var myTodos = await ReservedPort.TakeAsync(ports.MyTodos);
        using var calendarApp = await ReservedPort.TakeAsync(ports.CalendarApp);
        using var textApp = await ReservedPort.TakeAsync(ports.TextApp);
        (Organizer, WorldMappers, MyTodos, CalendarApp, TextApp) = (organizer.Address, worldMappers.Address, myTodos.Site, calendarApp.Site, textApp.Site);

        var sites = new Dictionary<Client, Uri> { [SampleTenant.MyTodos] = MyTodos, [SampleTenant.CalendarApp] = CalendarApp, [SampleTenant.TextApp] = TextApp };
        running.Push(Tenant = await TenantHost.StartAsync(ports.Tenant, sites, log, cancellation));

        var (api, maps) = (SampleTenant.OrganizerApi, SampleTenant.WorldMappersApi);
        await StartAsync(api.Name!, OrganizerApi.Build, Settings.OfApi(api, Tenant.Issuer, MyTodos), organizer);
        await StartAsync(maps.Name!, WorldMappersApi.Build, Settings.OfApi(maps, Tenant.Issuer), worldMappers);
        await StartClientAsync(SampleTenant.MyTodos, TodosSite.Build, myTodos);
        await StartClientAsync(SampleTenant.CalendarApp, CalendarSite.Build, calendarApp);
        await StartClientAsync(SampleTenant.TextApp, TextSite.Build, textApp);

        Task StartClientAsync(Client client, Func<WebApplicationBuilder, WebApplication> build, ReservedPort port) =>
            StartAsync(client.Name, build, Settings.OfClient(client, Tenant.Issuer, Organizer), port);

        async Task StartAsync(string name, Func<WebApplicationBuilder, WebApplication> build, Dictionary<string, string?> settings, ReservedPort port) =>
            running.Push(await SampleHost.StartAsync(name, build, settings, port, log, cancellation));
    }
}
