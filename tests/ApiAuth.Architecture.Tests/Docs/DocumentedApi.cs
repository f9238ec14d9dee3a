using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>The API that docs/refusals/README.md describes, in memory, beside an issuer. Keeps the last answer and what was logged of refusals.</summary>
sealed class DocumentedApi : DelegatingHandler, ILoggerProvider, ILogger
{
    private readonly List<(int Id, string? Name, string Level)> refusals = [];
    private readonly WebApplication app;

    private DocumentedApi()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(this);
        builder.Services.UseTestIssuer(Issuer).AddAuth0ApiAuthorization(options => (options.Domain, options.Audience) = ("organizer.eu.auth0.com", "urn:organizer-api")).AddHook<DocumentedHook>();
        app = builder.Build();
        app.MapGet("/contacts", () => "contacts").RequireScope("contacts");
        app.MapGet("/reports", () => "reports").RequirePermission("read:reports");
        app.MapGet("/admin", () => "admin").RequireAuthorization(policy => policy.RequireRole("admin"));
    }

    public TestIssuer Issuer { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The last answer that the client got.</summary>
    public HttpResponseMessage LastAnswer { get; private set; } = null!;

    /// <summary>The refusals that were logged.</summary>
    public IReadOnlyList<(int Id, string? Name, string Level)> Refusals => refusals;

    public static async Task<DocumentedApi> StartAsync()
    {
        var api = new DocumentedApi();
        await api.app.StartAsync(TestContext.Current.CancellationToken);
        api.InnerHandler = api.app.GetTestServer().CreateHandler();
        api.Client = new(api) { BaseAddress = new("http://localhost/") };
        return api;
    }

    public Task StopAsync() => app.DisposeAsync().AsTask();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).StartsWith("Refused ", StringComparison.Ordinal))
            refusals.Add((eventId.Id, eventId.Name, logLevel.ToString()));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        LastAnswer = await base.SendAsync(request, cancellationToken);

    private sealed class DocumentedHook : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken) => ValueTask.FromResult(context.Token switch
        {
            { TokenId: "stolen" } => AccessTokenHookResult.Revoked(),
            { OrganizationId: "org_closed" } => AccessTokenHookResult.Forbid("This organization is closed."),
            _ => AccessTokenHookResult.Continue,
        });
    }
}
