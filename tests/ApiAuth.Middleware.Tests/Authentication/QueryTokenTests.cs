using System.Net;
using System.Text.Json;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>A token in the query (RFC 6750 §2.3) counts on the paths that allow it, on requests where a browser has no other way, and nowhere else.</summary>
public class QueryTokenTests(QueryTokenTests.Host host) : IClassFixture<QueryTokenTests.Host>
{
    private readonly TestApi api = host.Fresh();

    private static readonly Action<HttpContext> WebSocket = context => context.Request.Headers.Upgrade = "websocket";
    private static readonly Action<HttpContext> EventStream = context => context.Request.Headers.Accept = "text/event-stream";

    [Theory]
    [InlineData("/hubs")]
    [InlineData("/hubs/chat")]
    [InlineData("/HUBS/Chat")]
    [InlineData("/live/prices/now")]
    public async Task On_an_allowed_path_a_websocket_and_an_event_stream_may_bring_the_token_in_the_query(string path)
    {
        Assert.Equal("200", await SendAsync(api, path, WebSocket));
        Assert.Equal("200", await SendAsync(api, path, EventStream));
        Assert.Equal("200", await SendAsync(api, path, context => context.Request.Headers.Accept = "text/html, Text/Event-Stream;q=0.9"));
        Assert.Equal("200", await SendAsync(api, path, context => context.Request.Headers.Upgrade = "WebSocket"));
        Assert.Equal("200", await SendAsync(api, path, ExtendedConnect("websocket")));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/hubs")]
    [InlineData("/hubsX")]
    [InlineData("/hub")]
    [InlineData("/live")]
    [InlineData("/live/pricesX")]
    public async Task On_any_other_path_a_token_in_the_query_is_not_looked_at(string path)
    {
        Assert.Equal("200", await SendAsync(api, path, InHeader(api), query: ""));
        Assert.Equal("401 token_missing", await SendAsync(api, path, WebSocket));
        Assert.Equal("401 token_missing", await SendAsync(api, path, EventStream));
        Assert.Equal("401 token_missing", await SendAsync(api, path, ExtendedConnect("websocket")));
        Assert.Equal("401 token_missing", await SendAsync(api, path, _ => { }));
    }

    [Fact]
    public async Task Any_other_request_to_an_allowed_path_must_bring_the_token_in_the_header()
    {
        Assert.Equal("200", await SendAsync(api, "/hubs", InHeader(api)));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", _ => { }));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", context => context.Request.Headers.Accept = "*/*"));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", context => context.Request.Headers.Upgrade = "h2c"));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", Post + WebSocket));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", Post + EventStream));
        Assert.Equal("401 token_missing", await SendAsync(api, "/hubs", ExtendedConnect("webtransport")));
    }

    [Fact]
    public async Task Where_no_path_was_allowed_no_token_in_a_query_is_looked_at()
    {
        await using var strict = await TestApi.StartAsync(new() { Endpoints = Map });

        Assert.Equal("200", await SendAsync(strict, "/hubs", InHeader(strict)));
        Assert.Equal("401 token_missing", await SendAsync(strict, "/hubs", WebSocket));
        Assert.Contains("AllowQueryToken", Assert.Single(strict.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_header_and_one_in_the_query_are_one_too_many()
    {
        Assert.Equal("400 request_malformed", await SendAsync(api, "/hubs", WebSocket + InHeader(api)));
        Assert.Equal("400 request_malformed", await SendAsync(api, "/hubs", EventStream + InHeader(api)));
    }

    [Fact]
    public async Task Two_tokens_in_the_query_are_one_too_many()
    {
        var token = api.Issuer.Issue();

        Assert.Equal("200", await SendAsync(api, "/hubs", WebSocket, $"?access_token={token}"));
        Assert.Equal("400 request_malformed", await SendAsync(api, "/hubs", WebSocket, $"?access_token={token}&access_token={token}"));
        Assert.Equal("400 request_malformed", await SendAsync(api, "/hubs", WebSocket, $"?access_token={token}&Access_Token={token}"));
    }

    [Theory]
    [InlineData("?access_token=", "400 request_malformed")]
    [InlineData("?access_token", "400 request_malformed")]
    [InlineData("?access_token=no-token", "401 token_opaque")]
    [InlineData("?token=no-token", "401 token_missing")]
    [InlineData("", "401 token_missing")]
    public async Task A_query_without_a_good_token_is_refused_as_a_header_would_be(string query, string refusal)
    {
        Assert.Equal(refusal, await SendAsync(api, "/hubs", WebSocket, query));
    }

    [Fact]
    public async Task A_browser_negotiates_with_the_header_and_connects_with_the_query()
    {
        var query = $"?access_token={api.Issuer.Issue()}";

        await using (var hub = await RawHub.ConnectAsync(api, $"/hubs/echo{query}"))
            Assert.Equal(new("hello", null), await hub.InvokeAsync("Echo", "hello"));
        using var inQuery = new HttpRequestMessage(HttpMethod.Post, $"/hubs/echo/negotiate{query}&negotiateVersion=1");
        using var inHeader = new HttpRequestMessage(HttpMethod.Post, $"/hubs/echo/negotiate{query}&negotiateVersion=1");
        Assert.Equal("token_missing", (await api.SendAsync(inQuery)).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(inHeader.WithToken(api.Issuer))).Status);
    }

    [Fact]
    public async Task An_event_stream_of_a_hub_opens_with_the_token_in_the_query()
    {
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, "/hubs/echo/negotiate?negotiateVersion=1");
        var connection = JsonDocument.Parse((await api.SendAsync(negotiation.WithToken(api.Issuer))).Body).RootElement.GetProperty("connectionToken").GetString();
        using var opening = new HttpRequestMessage(HttpMethod.Get, $"/hubs/echo?id={connection}&access_token={api.Issuer.Issue()}") { Headers = { { "Accept", "text/event-stream" } } };

        using var opened = await api.Client.SendAsync(opening, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (opened.StatusCode, opened.Content.Headers.ContentType?.MediaType));
        Assert.Equal("no-store, no-cache", opened.Headers.CacheControl?.ToString());
    }

    // RFC 6750 §2.3
    [Fact]
    public async Task What_a_token_in_the_query_opens_is_private_unless_the_endpoint_says_more_and_what_it_does_not_open_is_not_stored()
    {
        Assert.Equal("private", await CacheControlAsync("/hubs", EventStream));
        Assert.Equal("private", await CacheControlAsync("/hubs", WebSocket));
        Assert.Equal("no-cache, private", await CacheControlAsync("/hubs/cached", EventStream));
        Assert.Equal("", await CacheControlAsync("/hubs", InHeader(api), query: ""));
        Assert.Equal("no-store", await CacheControlAsync("/hubs", EventStream, "?access_token=no-token"));
    }

    private async Task<string> CacheControlAsync(string path, Action<HttpContext> shape, string? query = null)
    {
        var answered = await api.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path) = ("GET", path);
            context.Request.QueryString = new(query ?? $"?access_token={api.Issuer.Issue()}");
            shape(context);
        });
        return answered.Response.Headers.CacheControl.ToString();
    }

    [Fact]
    public async Task An_application_that_authenticates_while_it_answers_finds_the_response_begun_and_goes_on()
    {
        var answered = await api.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path) = ("GET", "/live/prices/early");
            context.Request.QueryString = new($"?access_token={api.Issuer.Issue()}");
            EventStream(context);
        });

        using var reader = new StreamReader(answered.Response.Body);
        Assert.Equal(("begun auth0|test-user", ""), (await reader.ReadToEndAsync(TestContext.Current.CancellationToken), answered.Response.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task A_websocket_off_the_allowed_path_is_refused()
    {
        await using var withHeader = await RawHub.ConnectAsync(api, "/elsewhere/echo", TestAccessToken.Valid);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RawHub.ConnectAsync(api, $"/elsewhere/echo?access_token={api.Issuer.Issue()}"));

        Assert.EndsWith("status code: 401", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("hubs")]
    [InlineData(" /hubs")]
    [InlineData("https://api.test/hubs")]
    public async Task The_root_and_what_is_no_path_cannot_be_allowed(string path)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => TestApi.StartAsync(new() { Auth = auth => auth.AllowQueryToken(path) }));

        Assert.Contains("\"/hubs\"", refused.Message, StringComparison.Ordinal);
    }

    private static Action<HttpContext> Post { get; } = context => context.Request.Method = "POST";

    private static Action<HttpContext> InHeader(TestApi api) => context => context.Request.Headers.Authorization = $"Bearer {api.Issuer.Issue()}";

    private static Action<HttpContext> ExtendedConnect(string protocol) => context =>
    {
        context.Request.Method = "CONNECT";
        context.Request.Protocol = "HTTP/2";
        context.Features.Set<IHttpExtendedConnectFeature>(new Connect(protocol));
    };

    /// <summary>The status, and the refusal's event as problem code, which a WebSocket's answer has no body for.</summary>
    private static async Task<string> SendAsync(TestApi api, string path, Action<HttpContext> shape, string? query = null)
    {
        api.Logs.Clear();
        var answered = await api.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path) = ("GET", path);
            context.Request.QueryString = new(query ?? $"?id=1&access_token={api.Issuer.Issue()}");
            shape(context);
        });
        return api.Logs.Refusals is [] ? $"{answered.Response.StatusCode}" : $"{answered.Response.StatusCode} {CodeOf(Assert.Single(api.Logs.Refusals))}";
    }

    private static string CodeOf(LogRecord refusal) =>
        string.Concat(refusal.Event.Name!.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToLowerInvariant();

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Auth = auth => auth.AllowQueryToken("/hubs").AllowQueryToken("/live/prices/"),
            Pipeline = app => app.Use(AnswerEarlyAsync).UseRouting().UseAuthentication().UseAuthorization(),
            Services = services => services.AddSignalR(),
            Endpoints = app =>
            {
                app.MapHub<EchoHub>("/hubs/echo").RequireAuthorization();
                app.MapHub<EchoHub>("/elsewhere/echo").RequireAuthorization();
                app.MapGet("/hubs/cached", (HttpContext context) => context.Response.Headers.CacheControl = "no-cache, private").RequireAuthorization();
                Map(app);
            },
        };
    }

    private static async Task AnswerEarlyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/live/prices/early")
        {
            await next(context);
            return;
        }
        await context.Response.WriteAsync("begun ");
        var result = await context.AuthenticateAsync();
        await context.Response.WriteAsync(result.Principal?.Identity?.Name ?? "nobody");
    }

    private static void Map(WebApplication app) => app.Map("/{**path}", () => "opened").RequireAuthorization();

    internal sealed class EchoHub : Hub
    {
        public string Echo(string text) => text;
    }

    private sealed record Connect(string? Protocol) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => true;

        public ValueTask<Stream> AcceptAsync() => throw new NotSupportedException();
    }
}
