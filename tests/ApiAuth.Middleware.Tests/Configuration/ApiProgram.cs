using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>A Program.cs as a user writes it, protected by the section <c>Auth0</c> unless it says otherwise. Only server, logs and network are the test's.</summary>
sealed record ApiProgram
{
    public string Environment { get; init; } = Environments.Production;

    /// <summary>appsettings.json.</summary>
    public string Settings { get; init; } = $$"""{ "Auth0": { {{HostStart.Domain}}, {{HostStart.Audience}} } }""";

    /// <summary>The issuer that every scheme without one of its own is plugged into; null leaves the network as the program has it.</summary>
    public TestIssuer? Issuer { get; init; } = new();

    /// <summary>What outbound calls reach instead; null leaves it to <see cref="Issuer"/> and the program.</summary>
    public HttpMessageHandler? Network { get; init; }

    public Action<IServiceCollection, IConfiguration> Services { get; init; } = (services, _) => services.AddAuth0ApiAuthorization();

    public Action<WebApplication> App { get; init; } = _ => { };

    public async Task<RunningApi> StartAsync()
    {
        var logs = new LogRecords();
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environment });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddJsonStream(HostStart.Json(Settings));
        builder.Host.UseDefaultServiceProvider(options => (options.ValidateScopes, options.ValidateOnBuild) = (true, true));
        builder.Services.AddRouting();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        Services(builder.Services, builder.Configuration);
        if (Issuer is not null)
            builder.Services.UseTestIssuer(Issuer);
        if (Network is not null)
            builder.Services.PostConfigureAll<ApiAuthOptions>(options => options.BackchannelHttpHandler = Network);
        var app = builder.Build();
        App(app);
        return await RunningApi.StartAsync(app, Issuer, logs);
    }

    /// <summary>The failures that stop the start.</summary>
    public async Task<string[]> RefusesAsync() => [.. (await Assert.ThrowsAsync<OptionsValidationException>(StartAsync)).Failures];
}

/// <summary>The program at work.</summary>
sealed class RunningApi : IAsyncDisposable
{
    private readonly IHost host;
    private readonly TestIssuer? issuer;

    private RunningApi(IHost host, TestIssuer? issuer, LogRecords logs)
    {
        (this.host, this.issuer, Logs) = (host, issuer, logs);
        Client = host.GetTestClient();
    }

    public LogRecords Logs { get; }

    /// <summary>The events of the start that are worth a warning, by name.</summary>
    public string?[] Warnings => [.. Logs.Ours.Where(record => record is { Level: LogLevel.Warning, Event.Id: >= 300 and < 400 }).Select(record => record.Event.Name)];

    public HttpClient Client { get; }

    public IServiceProvider Services => host.Services;

    public static async Task<RunningApi> StartAsync(IHost host, TestIssuer? issuer, LogRecords logs)
    {
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new(host, issuer, logs);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>A GET with a valid token that has these scopes.</summary>
    public Task<Answer> GetAsync(string path, string scope) => GetAsync(path, issuer!, TestAccessToken.Valid with { Scope = scope });

    public Task<Answer> GetAsync(string path, TestIssuer by, TestAccessToken? token = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path).WithToken(by, token));

    /// <summary>A GET without a token.</summary>
    public Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.ReadAsync(await Client.SendAsync(request, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync(TestContext.Current.CancellationToken);
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
