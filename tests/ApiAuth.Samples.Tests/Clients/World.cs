using ApiAuth.LocalTenant;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;
using CalendarApp;
using Demo.Browsing;
using Demo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyTodos;
using Organizer.Api;
using TextApp;
using WorldMappers.Api;

namespace ApiAuth.Samples.Tests.Clients;

/// <summary>The tenant, Organizer and its clients, in memory, under the addresses that they have on a developer's machine; with one clock.</summary>
public sealed class World : IAsyncLifetime
{
    /// <summary>Longer than Organizer's access tokens live here, and shorter than everything else does.</summary>
    internal static readonly TimeSpan UntilAccessTokensExpire = TimeSpan.FromHours(2);

    /// <summary>Longer than CalendarApp's refresh tokens live here, and shorter than its sessions do.</summary>
    internal static readonly TimeSpan UntilRefreshTokensExpire = TimeSpan.FromHours(7);

    private readonly Dictionary<Uri, WebApplication> apps = [];

    internal static Uri Organizer { get; } = new("http://localhost:7001/");

    internal static Uri MyTodos { get; } = new("http://localhost:7002/");

    internal static Uri CalendarApp { get; } = new("http://localhost:7003/");

    internal static Uri TextApp { get; } = new("http://localhost:7004/");

    internal static Uri WorldMappers { get; } = new("http://localhost:7005/");

    internal Network Network { get; } = new();

    /// <summary>The clock of the tenant, of Organizer and of TextApp. Begins now: ASP.NET Core's cookies and ID tokens go by the system's.</summary>
    internal ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    internal LocalTenantServer Tenant { get; private set; } = null!;

    /// <summary>Warnings and worse of everything but the tenant.</summary>
    internal Warnings Warnings { get; } = new();

    internal Browser Browser() => new(Network);

    /// <summary>The library's keys in an API.</summary>
    internal IApiAuthKeys KeysOf(Uri api) => apps[api].Services.GetRequiredService<IApiAuthKeys>();

    /// <summary>A browser with the user in front of it, who has opened a page and answered the tenant's questions.</summary>
    internal async Task<(Browser Browser, WebPage Page)> VisitAsync(Uri address, User user, string decision = TenantPages.Allow)
    {
        var browser = Browser();
        var page = await browser.OpenAsync(address, CancellationToken.None);
        return (browser, (await browser.PassAsync(page, user, decision, CancellationToken.None)).Arrived);
    }

    public async ValueTask InitializeAsync()
    {
        Tenant = await LocalTenantServer.StartInProcessAsync(new() { Seed = Seed(), TimeProvider = Clock, AllowOutsideDevelopment = true });
        Network.Connect(Tenant.Address, Tenant.CreateHandler());
        var organizer = Settings.OfApi(SampleTenant.OrganizerApi, Tenant.Issuer, MyTodos);
        organizer["ConnectionStrings:Organizer"] = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        await StartAsync(Organizer, OrganizerApi.Build, organizer);
        await StartAsync(WorldMappers, WorldMappersApi.Build, Settings.OfApi(SampleTenant.WorldMappersApi, Tenant.Issuer));
        await StartAsync(MyTodos, TodosSite.Build, Settings.OfClient(SampleTenant.MyTodos, Tenant.Issuer, Organizer));
        await StartAsync(CalendarApp, CalendarSite.Build, Settings.OfClient(SampleTenant.CalendarApp, Tenant.Issuer, Organizer));
        await StartAsync(TextApp, TextSite.Build, Settings.OfClient(SampleTenant.TextApp, Tenant.Issuer, Organizer));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values)
            await app.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    private static LocalTenantSeed Seed()
    {
        var samples = LocalTenantSeed.Samples;
        return samples with
        {
            ResourceServers = [.. samples.ResourceServers.Select(api => api with { TokenLifetime = TimeSpan.FromHours(1), TokenLifetimeForWeb = TimeSpan.FromHours(1) })],
            Clients = [.. samples.Clients.Select(client => client with { RefreshToken = client.RefreshToken with { IdleLifetime = TimeSpan.FromHours(6) } })],
        };
    }

    private async Task StartAsync(Uri address, Func<WebApplicationBuilder, WebApplication> build, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseTestServer(server => server.BaseAddress = address);
        builder.Logging.AddProvider(Warnings);
        builder.Services.AddRouting();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => Network).SetHandlerLifetime(Timeout.InfiniteTimeSpan));
        builder.Services.PostConfigureAll<ApiAuthOptions>(api => (api.BackchannelHttpHandler, api.TimeProvider) = (Network, Clock));
        var app = build(builder);
        await app.StartAsync();
        apps.Add(address, app);
        Network.Connect(address, app.GetTestServer().CreateHandler());
    }
}
