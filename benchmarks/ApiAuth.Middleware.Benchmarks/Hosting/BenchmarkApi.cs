using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Benchmarks.Hosting;

/// <summary>One API, protected in one way: GET /anonymous, and GET /contacts behind the scope "contacts".</summary>
sealed class BenchmarkApi : IAsyncDisposable
{
    public const string Audience = "urn:benchmark-api";

    private readonly WebApplication app;

    private BenchmarkApi(WebApplication app, MemoryServer server) => (this.app, Server) = (app, server);

    public MemoryServer Server { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>No protection at all.</summary>
    public static Task<BenchmarkApi> UnprotectedAsync() => StartAsync(_ => { }, app => app.MapGet("/anonymous", Answer));

    /// <summary>What the framework alone costs: a handler that returns a prepared ticket, and one scope policy.</summary>
    public static Task<BenchmarkApi> FloorAsync() => PreparedAsync(services =>
        services.AddAuthentication("Floor").AddScheme<AuthenticationSchemeOptions, FloorHandler>("Floor", null));

    /// <summary>The same with a handler that does without the framework's base class.</summary>
    public static Task<BenchmarkApi> BareAsync() => PreparedAsync(services =>
        services.AddAuthentication("Floor").Services.Configure<AuthenticationOptions>(options => options.AddScheme<BareHandler>("Floor", null)));

    public static Task<BenchmarkApi> OursAsync(TestIssuer issuer, Action<ApiAuthOptions>? configure = null) => StartAsync(
        services => services.AddAuth0ApiAuthorization(options =>
        {
            options.Issuer = issuer.Issuer;
            options.Audience = Audience;
            options.BackchannelHttpHandler = issuer.Handler;
            configure?.Invoke(options);
        }),
        app => app.MapGet("/contacts", Answer).RequireScope("contacts"));

    public static Task<BenchmarkApi> JwtBearerAsync(TestIssuer issuer) => StartAsync(
        services =>
        {
            services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                options.Authority = issuer.Issuer;
                options.Audience = Audience;
                options.MapInboundClaims = false;
                options.BackchannelHttpHandler = issuer.Handler;
            });
            services.AddAuthorization(options => options.AddPolicy("contacts", policy => policy.RequireClaim("scope", "contacts")));
        },
        app => app.MapGet("/contacts", Answer).RequireAuthorization("contacts"));

    private static Task<BenchmarkApi> PreparedAsync(Action<IServiceCollection> authenticate) => StartAsync(
        services =>
        {
            authenticate(services);
            services.AddAuthorization(options => options.AddPolicy("contacts", policy => policy.RequireClaim("scope", "contacts")));
        },
        app => app.MapGet("/contacts", Answer).RequireAuthorization("contacts"));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Task Answer(HttpContext context) => Task.CompletedTask;

    private static async Task<BenchmarkApi> StartAsync(Action<IServiceCollection> protect, Action<WebApplication> map)
    {
        var server = new MemoryServer();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IServer>(server);
        protect(builder.Services);
        var api = builder.Build();
        map(api);
        await api.StartAsync();
        return new(api, server);
    }
}
