using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Benchmarks.Hosting;

/// <summary>One API in memory, protected in one way: GET /contacts.</summary>
sealed class BenchmarkApi : IAsyncDisposable
{
    public const string Audience = "urn:benchmark-api";

    private readonly WebApplication app;

    private BenchmarkApi(WebApplication app, MemoryServer server) => (this.app, Server) = (app, server);

    public MemoryServer Server { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>What the framework alone costs: a handler that returns a prepared ticket, and one scope policy.</summary>
    public static Task<BenchmarkApi> FloorAsync() => StartAsync(Floor);

    /// <summary>The same with a handler that does without the framework's base class.</summary>
    public static Task<BenchmarkApi> BareAsync() => StartAsync(Bare);

    /// <summary>No protection at all.</summary>
    public static Task<BenchmarkApi> UnprotectedAsync() => StartAsync(Unprotected);

    public static Task<BenchmarkApi> OursAsync(TestIssuer issuer, Action<ApiAuthOptions>? configure = null) => StartAsync(Ours(issuer, configure));

    public static Task<BenchmarkApi> JwtBearerAsync(TestIssuer issuer) => StartAsync(JwtBearer(issuer));

    /// <summary>A way of protection by its name; null if there is no such.</summary>
    public static Protection? Protection(string name, TestIssuer issuer) => name switch
    {
        "unprotected" => Unprotected,
        "floor" => Floor,
        "ours" => Ours(issuer, null),
        "jwtbearer" => JwtBearer(issuer),
        _ => null,
    };

    private static Protection Unprotected { get; } = new(_ => { }, app => app.MapGet("/contacts", Answer));

    private static Protection Floor { get; } = Prepared(services =>
        services.AddAuthentication("Floor").AddScheme<AuthenticationSchemeOptions, FloorHandler>("Floor", null));

    private static Protection Bare { get; } = Prepared(services =>
        services.AddTransient<BareHandler>().AddAuthentication("Floor").Services.Configure<AuthenticationOptions>(options => options.AddScheme<BareHandler>("Floor", null)));

    private static Protection Ours(TestIssuer issuer, Action<ApiAuthOptions>? configure) => new(
        services => services.AddAuth0ApiAuthorization(options =>
        {
            options.Issuer = issuer.Issuer;
            options.Audience = Audience;
            options.BackchannelHttpHandler = issuer.Handler;
            configure?.Invoke(options);
        }),
        app => app.MapGet("/contacts", Answer).RequireScope("contacts"));

    private static Protection JwtBearer(TestIssuer issuer) => new(
        services =>
        {
            services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                options.Authority = issuer.Issuer;
                options.Audience = Audience;
                options.MapInboundClaims = false;
                options.BackchannelHttpHandler = issuer.Handler;
            });
            AddContactsPolicy(services);
        },
        app => app.MapGet("/contacts", Answer).RequireAuthorization("contacts"));

    private static Protection Prepared(Action<IServiceCollection> authenticate) => new(
        services =>
        {
            authenticate(services);
            AddContactsPolicy(services);
        },
        app => app.MapGet("/contacts", Answer).RequireAuthorization("contacts"));

    private static void AddContactsPolicy(IServiceCollection services) =>
        services.AddAuthorization(options => options.AddPolicy("contacts", policy => policy.RequireClaim("scope", "contacts")));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Task Answer(HttpContext context) => Task.CompletedTask;

    private static async Task<BenchmarkApi> StartAsync(Protection protection)
    {
        var server = new MemoryServer();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IServer>(server);
        protection.Services(builder.Services);
        var api = builder.Build();
        protection.Endpoints(api);
        await api.StartAsync();
        return new(api, server);
    }
}

/// <summary>What protects an API, and its endpoint.</summary>
sealed record Protection(Action<IServiceCollection> Services, Action<WebApplication> Endpoints);
