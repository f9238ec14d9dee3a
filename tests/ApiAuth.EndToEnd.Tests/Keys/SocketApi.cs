using System.Net;
using System.Net.Http.Headers;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ApiAuth.EndToEnd.Tests.Keys;

/// <summary>An API on a loopback port that fetches its keys over the library's own client, on a clock that stands still.</summary>
internal sealed class SocketApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private SocketApi(WebApplication app, ManualTimeProvider time)
    {
        (this.app, Time) = (app, time);
        client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(app.Urls.First()) };
    }

    public ManualTimeProvider Time { get; }

    public IApiAuthKeys Keys => app.Services.GetRequiredService<IApiAuthKeys>();

    public static async Task<SocketApi> StartAsync(string issuer, string audience, ManualTimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Development });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddAuth0ApiAuthorization(options =>
        {
            options.Issuer = issuer;
            options.Audience = audience;
            options.TimeProvider = time;
            options.TokenCache.Capacity = 0;
        });
        // Loopback is reached directly, whatever proxy the machine has.
        builder.Services.AddHttpClient(ApiAuthDefaults.HttpClientName).UseSocketsHttpHandler((handler, _) => handler.UseProxy = false);
        var api = builder.Build();
        api.MapGet("/", (AccessToken token) => token.Issuer).RequireAuthorization();
        await api.StartAsync(TestContext.Current.CancellationToken);
        return new(api, time);
    }

    /// <summary>Moves the clock until a fetch begins, in steps that are shorter than its time-out.</summary>
    public void AdvanceToFetch()
    {
        for (var seconds = 0; !Keys.Issuers.Any(issuer => issuer.IsFetching); seconds++)
        {
            Assert.True(seconds < 120, "No fetch began.");
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public async Task<(HttpStatusCode Status, bool ToldWhen)> GetAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta is { } delta && delta > TimeSpan.Zero);
    }

    public Task<(HttpStatusCode Status, bool ToldWhen)[]> GetAllAsync(int count, string token) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => GetAsync(token)));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
