using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Organizer.Api.Storage;

namespace ApiAuth.Samples.Tests.Organizer;

public class BodyLimitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413_with_and_without_a_declared_length(bool chunked)
    {
        using var host = new OrganizerHost();
        using var onKestrel = host.WithWebHostBuilder(web => web.ConfigureServices(services =>
            services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0))));
        onKestrel.UseKestrel();
        onKestrel.StartServer();
        using var http = onKestrel.CreateClient().WithToken(host.Issuer, Tokens.User("auth0|alice", OrganizerHost.AllScopes));

        using var fits = await http.SendAsync(Post(Limits.Body - 100, chunked)); // the framing of chunks counts too
        await fits.ReadProblemAsync(HttpStatusCode.BadRequest); // the name is too long, but it was read
        using var tooLarge = await http.SendAsync(Post(Limits.Body + 1, chunked));
        await tooLarge.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    static HttpRequestMessage Post(int bytes, bool chunked)
    {
        const string Start = """{"name":" """;
        const string End = "\"}";
        var content = new StringContent(Start + new string('x', bytes - Start.Length - End.Length) + End, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        return new HttpRequestMessage(HttpMethod.Post, "/api/contacts") { Content = content, Headers = { TransferEncodingChunked = chunked } };
    }
}
