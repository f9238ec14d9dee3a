using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>An API in memory, protected by the library as its users protect theirs, beside an issuer in memory and a clock that stands still.</summary>
sealed class TestApi : IAsyncDisposable
{
    public const string Audience = "urn:test-api";

    private readonly WebApplication app;

    private TestApi(WebApplication app, TestIssuer issuer, ManualTimeProvider time, LogRecords logs)
    {
        (this.app, Issuer, Time, Logs) = (app, issuer, time, logs);
        Client = app.Services.GetRequiredService<IServer>() is TestServer ? app.GetTestClient() : new HttpClient { BaseAddress = Address };
    }

    public TestIssuer Issuer { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Everything that was logged, at every level.</summary>
    public LogRecords Logs { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public TestServer Server => app.GetTestServer();

    /// <summary>Where it listens, with <see cref="TestApiSettings.OnSocket"/>.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Starts an API that answers GET /open, /private (any token), /contacts (scope contacts).</summary>
    public static async Task<TestApi> StartAsync(TestApiSettings? settings = null)
    {
        settings ??= new();
        var time = settings.Time ?? new ManualTimeProvider();
        var issuer = settings.Issuer ?? new TestIssuer("https://tenant.test/") { Audience = Audience, TimeProvider = time };
        var logs = new LogRecords();
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = settings.Environment });
        if (settings.OnSocket)
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        else
            builder.WebHost.UseTestServer();
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Host.UseDefaultServiceProvider(options => (options.ValidateScopes, options.ValidateOnBuild) = (true, true));
        settings.Registrations?.Invoke(builder.Services);
        var auth = builder.Services.AddAuth0ApiAuthorization(options =>
        {
            options.Issuer = issuer.Issuer;
            options.Audience = Audience;
            options.BackchannelHttpHandler = issuer.Handler;
            options.TimeProvider = time;
            settings.Options?.Invoke(options);
        });
        settings.Auth?.Invoke(auth);
        settings.Services?.Invoke(builder.Services);
        var api = builder.Build();
        settings.Pipeline?.Invoke(api);
        if (settings.HasUsualEndpoints)
            MapUsual(api);
        settings.Endpoints?.Invoke(api);
        try
        {
            await api.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
        return new(api, issuer, time, logs);
    }

    private static void MapUsual(WebApplication api)
    {
        api.MapGet("/open", (HttpContext context) => $"open to {context.User.Identity?.Name ?? "nobody"}");
        api.MapGet("/private", (AccessToken token) => token.Subject).RequireAuthorization();
        api.MapGet("/contacts", (AccessToken token) => string.Join(' ', token.Scopes)).RequireScope("contacts");
    }

    /// <summary>A GET with this token, as it is; none if null.</summary>
    public Task<Answer> GetAsync(string path, TestAccessToken? token = null) => GetAsync(path, token is null ? null : $"Bearer {Issuer.Issue(token)}");

    /// <summary>A GET with this Authorization header, as it is; none if null.</summary>
    public Task<Answer> GetAsync(string path, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.ReadAsync(await Client.SendAsync(request, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>How a <see cref="TestApi"/> differs from the usual.</summary>
sealed record TestApiSettings
{
    public string Environment { get; init; } = Environments.Production;

    /// <summary>Kestrel on a loopback port instead of a server in memory.</summary>
    public bool OnSocket { get; init; }

    public ManualTimeProvider? Time { get; init; }

    public TestIssuer? Issuer { get; init; }

    public Action<ApiAuthOptions>? Options { get; init; }

    public Action<ApiAuthBuilder>? Auth { get; init; }

    /// <summary>What the application registered before the library.</summary>
    public Action<IServiceCollection>? Registrations { get; init; }

    /// <summary>What it registers after it.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public Action<WebApplication>? Pipeline { get; init; }

    public Action<WebApplication>? Endpoints { get; init; }

    /// <summary>Whether there are /open, /private and /contacts.</summary>
    public bool HasUsualEndpoints { get; init; } = true;
}
