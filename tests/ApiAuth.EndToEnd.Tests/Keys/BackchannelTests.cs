using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.EndToEnd.Tests.Keys;

/// <summary>The library's own client against a server on a port: what only a real one does.</summary>
public sealed class BackchannelTests : IAsyncDisposable
{
    private const string Audience = "urn:test-api";

    private readonly ManualTimeProvider time = new();
    private readonly List<string> asked = [];
    private WebApplication? server;
    private TestIssuer issuer = new();

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_documents_are_read(string encoding)
    {
        await StartServerAsync((context, document) => WriteCompressedAsync(context, encoding, document));
        await using var api = await SocketApi.StartAsync(issuer.Issuer, Audience, time);

        Assert.Equal((HttpStatusCode.OK, false), await api.GetAsync(issuer.Issue()));
    }

    [Fact]
    public async Task A_document_that_is_small_only_while_it_is_compressed_is_not_read()
    {
        await StartServerAsync((context, document) => WriteCompressedAsync(context, "gzip", new string(' ', 10_000_000) + document));
        await using var api = await SocketApi.StartAsync(issuer.Issuer, Audience, time);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), await api.GetAsync(issuer.Issue()));
        Assert.Contains("sent more than 262144 bytes", Assert.Single(api.Keys.Issuers).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await StartServerAsync((context, _) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        await using var api = await SocketApi.StartAsync(issuer.Issuer, Audience, time);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), await api.GetAsync(issuer.Issue()));
        Assert.Equal(["/.well-known/openid-configuration"], asked);
    }

    [Fact]
    public async Task A_cookie_is_not_sent_back()
    {
        var cookies = new List<string>();
        await StartServerAsync((context, document) =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("session", "1");
            return context.Response.WriteAsync(document);
        });
        await using var api = await SocketApi.StartAsync(issuer.Issuer, Audience, time);
        Assert.Equal((HttpStatusCode.OK, false), await api.GetAsync(issuer.Issue()));

        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["", "", "", ""], cookies);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private async Task StartServerAsync(Func<HttpContext, string, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(context =>
        {
            asked.Add(context.Request.Path);
            return answer(context, DocumentAt(context.Request.Path));
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        issuer = new($"{server.Urls.First()}/") { Audience = Audience, TimeProvider = time };
    }

    private string DocumentAt(string path) => path == "/.well-known/jwks.json"
        ? $$"""{"keys":[{{issuer.CurrentKey.ToJwk()}}]}"""
        : new JsonObject { ["issuer"] = issuer.Issuer, ["jwks_uri"] = $"{issuer.Issuer}.well-known/jwks.json" }.ToJsonString();

    private static async Task WriteCompressedAsync(HttpContext context, string encoding, string document)
    {
        Assert.Contains(encoding, context.Request.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream compressed = encoding == "gzip"
            ? new GZipStream(context.Response.Body, CompressionLevel.Fastest)
            : new BrotliStream(context.Response.Body, CompressionLevel.Fastest);
        await compressed.WriteAsync(Encoding.UTF8.GetBytes(document), context.RequestAborted);
    }
}
