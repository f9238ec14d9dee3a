using System.Collections.Concurrent;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>A <see cref="TestIssuer"/> on a loopback port, for what only a real connection shows.</summary>
sealed class LoopbackIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string? Cookie)> requests = new();
    private HttpMessageInvoker documents = null!;

    private LoopbackIssuer(WebApplication app) => this.app = app;

    public TestIssuer Issuer { get; private set; } = null!;

    /// <summary>What was asked for, with the cookies that came along.</summary>
    public IReadOnlyList<(string Path, string? Cookie)> Requests => [.. requests];

    /// <summary>Where discovery sends its callers instead of answering; null if it answers.</summary>
    public string? DiscoveryMovedTo { get; set; }

    public static async Task<LoopbackIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var issuer = new LoopbackIssuer(builder.Build());
        issuer.app.Run(issuer.AnswerAsync);
        await issuer.app.StartAsync(TestContext.Current.CancellationToken);
        issuer.Issuer = new TestIssuer($"{issuer.app.Urls.Single()}/") { Audience = "urn:organizer-api" };
        issuer.documents = new(issuer.Issuer.Handler);
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        documents.Dispose();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        requests.Enqueue((context.Request.Path, context.Request.Headers.Cookie));
        context.Response.Cookies.Append("session", "1");
        if (DiscoveryMovedTo is { } elsewhere && context.Request.Path == "/.well-known/openid-configuration")
        {
            context.Response.Redirect(elsewhere);
            return;
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, Issuer.Issuer.TrimEnd('/') + context.Request.Path.Value!.Replace("/moved", "/.well-known/openid-configuration", StringComparison.Ordinal));
        using var response = await documents.SendAsync(request, context.RequestAborted);
        await context.Response.WriteAsync(await response.Content.ReadAsStringAsync(context.RequestAborted), context.RequestAborted);
    }
}
