using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Security.Tests.Transport;

/// <summary>One connection, many callers: each request is its own token's, over real sockets and under stress (H9).</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private const int Users = 20;
    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = TestApi.Audience };
    private readonly string[] tokens = new string[Users];
    private WebApplication app = null!;
    private Uri one = null!;
    private Uri two = null!;
    private string forged = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddAuth0ApiAuthorization(options =>
            (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TokenCache.Capacity) = (issuer.Issuer, TestApi.Audience, issuer.Handler, Users / 2));
        app = builder.Build();
        app.MapGet("/who", (AccessToken token) => $"<{token.Subject}>").RequireAuthorization();
        app.MapGet("/open", (HttpContext context) => $"<{context.User.Identity?.Name ?? "nobody"}>");
        await app.StartAsync(TestContext.Current.CancellationToken);

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToArray();
        (one, two) = (addresses[0], addresses[1]);
        for (var user = 0; user < Users; user++)
            tokens[user] = issuer.Issue(TestAccessToken.Valid with { Subject = $"user-{user}" });
        forged = issuer.Issue(TestAccessToken.ForgedSignature with { Subject = "user-0" });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact, Trait("Row", "H9")]
    public async Task Pipelined_requests_of_several_callers_are_answered_each_to_its_own()
    {
        for (var round = 0; round < 20; round++)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(one.Host, one.Port);
            var stream = connection.GetStream();
            var (request, expected) = Pipeline(new Random(round), length: 60);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));

            using var reader = new StreamReader(stream, Encoding.ASCII);
            var answers = await reader.ReadToEndAsync();
            Assert.Equal(expected, [.. Regex.Matches(answers, "HTTP/1.1 (?:401)|<[a-z0-9-]+>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Select(match => match.Value)]);
        }
    }

    // The last request closes the connection, which ends the answers.
    private (string Request, List<string> Expected) Pipeline(Random random, int length)
    {
        var (request, expected) = (new StringBuilder(), new List<string>());
        for (var index = 0; index < length; index++)
        {
            var user = random.Next(Users + 3);
            var (path, authorization, answer) = user switch
            {
                Users => ("/who", "", "HTTP/1.1 401"),
                Users + 1 => ("/who", $"Authorization: Bearer {forged}\r\n", "HTTP/1.1 401"),
                Users + 2 => ("/open", "", "<nobody>"),
                _ => (random.Next(2) == 0 ? "/who" : "/open", $"Authorization: Bearer {tokens[user]}\r\n", $"<user-{user}>"),
            };
            var end = index == length - 1 ? "Connection: close\r\n" : "";
            request.Append($"GET {path} HTTP/1.1\r\nHost: api\r\nAccept: text/plain\r\n{authorization}{end}\r\n");
            expected.Add(answer);
        }
        return (request.ToString(), expected);
    }

    [Fact, Trait("Row", "H9")]
    public async Task Streams_of_one_connection_keep_to_their_own_callers_while_others_are_aborted()
    {
        // No limit on streams opens a second connection: all requests share one.
        using var client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = false }) { BaseAddress = two, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var aborted = 0;

        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (index, _) =>
        {
            var user = index * 7 % Users;
            using var abort = new CancellationTokenSource();
            using var request = new HttpRequestMessage(HttpMethod.Get, index % 11 == 0 ? "/open" : "/who") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            if (index % 13 != 0)
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {(index % 17 == 0 ? forged : tokens[user])}");
            var pending = client.SendAsync(request, abort.Token);
            if (index % 5 == 0)
                await abort.CancelAsync();
            try
            {
                using var response = await pending;
                var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
                var isNobody = index % 13 == 0 || index % 17 == 0;
                Assert.Equal((index, isNobody && index % 11 != 0 ? 401 : 200), (index, (int)response.StatusCode));
                if (response.IsSuccessStatusCode)
                    Assert.Equal(isNobody ? "<nobody>" : $"<user-{user}>", body);
            }
            catch (OperationCanceledException) when (abort.IsCancellationRequested)
            {
                Interlocked.Increment(ref aborted);
            }
        });

        Assert.InRange(aborted, 1, 600);
    }
}
