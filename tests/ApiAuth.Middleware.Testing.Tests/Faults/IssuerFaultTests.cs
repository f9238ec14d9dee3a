using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ApiAuth.Middleware.Testing.Tests.Faults;

public class IssuerFaultTests
{
    private readonly TestIssuer issuer = Fetch.Issuer();
    private readonly HttpClient http;

    public IssuerFaultTests()
    {
        http = new HttpClient(issuer.Handler);
    }

    [Fact]
    public async Task A_fault_hits_its_own_document_until_it_is_repaired()
    {
        var healthy = await http.GetStringAsync(Fetch.Jwks);

        using (issuer.Jwks.Break(IssuerFault.Status(HttpStatusCode.InternalServerError)))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await http.GetAsync(Fetch.Jwks)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Fetch.Discovery)).StatusCode);
        }

        Assert.Equal(healthy, await http.GetStringAsync(Fetch.Jwks));
        Assert.Equal(3, issuer.JwksFetches);
    }

    [Fact]
    public async Task A_fault_of_the_issuer_hits_both_documents()
    {
        using (issuer.Break(IssuerFault.Status(HttpStatusCode.BadGateway)))
        {
            Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync(Fetch.Jwks)).StatusCode);
            Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync(Fetch.Discovery)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Fetch.Jwks)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Fetch.Discovery)).StatusCode);
    }

    [Fact]
    public async Task The_last_fault_wins_and_the_one_before_comes_back()
    {
        issuer.Jwks.Break(IssuerFault.Status(HttpStatusCode.BadGateway));
        var last = issuer.Jwks.Break(IssuerFault.Status(HttpStatusCode.ServiceUnavailable), times: 2);

        Assert.Equal(503, await StatusAsync());
        Assert.Equal(503, await StatusAsync());
        Assert.Equal(502, await StatusAsync());
        last.Dispose();
        issuer.Repair();
        Assert.Equal(200, await StatusAsync());
    }

    [Fact]
    public async Task A_hanging_issuer_answers_when_it_is_repaired_with_what_is_true_then()
    {
        issuer.Jwks.Break(IssuerFault.Hang);
        var fetch = Fetch.KeysAsync(issuer);
        await issuer.Jwks.WhenRequestedAsync();
        Assert.False(fetch.IsCompleted);

        issuer.Rotate();
        issuer.Repair();

        Assert.Equal(2, (await fetch).Length);
    }

    [Fact]
    public async Task A_hanging_issuer_lets_go_of_a_caller_who_gives_up()
    {
        issuer.Break(IssuerFault.Hang);
        using var giveUp = new CancellationTokenSource();
        var fetch = http.GetAsync(Fetch.Jwks, giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        await issuer.Jwks.WhenCancelledAsync();
        Assert.Equal(1, issuer.Jwks.CancelledFetches);
        Assert.Equal(0, issuer.Discovery.CancelledFetches);
    }

    [Fact]
    public async Task A_refused_connection_is_the_error_of_a_socket()
    {
        issuer.Break(IssuerFault.ConnectionRefused);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Fetch.Discovery));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
        Assert.Equal(1, issuer.DiscoveryFetches);
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_back()
    {
        issuer.Break(IssuerFault.TooManyRequests(TimeSpan.FromSeconds(7)));

        var response = await http.GetAsync(Fetch.Jwks);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());

        issuer.Break(IssuerFault.TooManyRequests(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero)));
        response = await http.GetAsync(Fetch.Jwks);
        Assert.Equal("Thu, 01 Jan 2026 00:00:30 GMT", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_redirect_leads_elsewhere_and_is_not_followed_by_the_handler()
    {
        var elsewhere = new Uri("https://evil.test/keys");
        issuer.Jwks.Break(IssuerFault.Redirect(elsewhere));

        var response = await http.GetAsync(Fetch.Jwks);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(elsewhere, response.Headers.Location);
        Assert.Equal([Fetch.Jwks], issuer.Requests);
    }

    [Fact]
    public async Task A_wrong_issuer_is_the_only_thing_that_is_wrong()
    {
        var right = await http.GetStringAsync(Fetch.Discovery);
        issuer.Break(IssuerFault.WrongIssuer("https://evil.test/"));

        var wrong = await http.GetStringAsync(Fetch.Discovery);

        Assert.Equal(right.Replace("\"issuer\":\"https://tenant.test/\"", "\"issuer\":\"https://evil.test/\"", StringComparison.Ordinal), wrong);
        Assert.NotEqual(right, wrong);
        Assert.Single(await Fetch.KeysAsync(issuer));
    }

    public static TheoryData<IssuerFault, string> BrokenDocuments => new()
    {
        { IssuerFault.Html, "text/html" },
        { IssuerFault.Garbage, "application/json" },
        { IssuerFault.Empty, "application/json" },
        { IssuerFault.Truncated, "application/json" },
        { IssuerFault.Edit(json => json + "]"), "application/json" },
    };

    [Theory]
    [MemberData(nameof(BrokenDocuments))]
    public async Task A_broken_document_is_a_200_that_is_not_JSON(IssuerFault fault, string mediaType)
    {
        issuer.Break(fault);

        foreach (var address in new[] { Fetch.Discovery, Fetch.Jwks })
        {
            var response = await http.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
            var text = await response.Content.ReadAsStringAsync();
            Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
        }
    }

    private async Task<int> StatusAsync() => (int)(await http.GetAsync(Fetch.Jwks)).StatusCode;
}
