using System.Text;

namespace ApiAuth.Middleware.Testing.Tests.Faults;

/// <summary>Faults of a body whose status line is fine.</summary>
public class BodyFaultTests
{
    private readonly ManualTimeProvider time = new();
    private readonly TestIssuer issuer;
    private readonly HttpClient http;

    public BodyFaultTests()
    {
        issuer = new TestIssuer(Fetch.Name) { TimeProvider = time };
        http = new HttpClient(issuer.Handler);
    }

    [Fact]
    public async Task A_huge_document_is_made_while_it_is_read_and_is_in_order_at_its_end()
    {
        issuer.Jwks.Break(IssuerFault.Huge(1_000_000));

        using var response = await http.GetAsync(Fetch.Jwks, HttpCompletionOption.ResponseHeadersRead);
        Assert.Null(response.Content.Headers.ContentLength);
        var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[40_000]);
        Assert.InRange(issuer.Jwks.BytesSent, 40_000, 60_000);

        using var rest = new StreamReader(body);
        Assert.Equal($$"""{"keys":[{{issuer.CurrentKey.ToJwk()}}]}""", (await rest.ReadToEndAsync()).Trim());
        Assert.True(issuer.Jwks.BytesSent > 1_000_000);
    }

    [Fact]
    public async Task Two_hundred_megabytes_cost_nothing_until_they_are_read()
    {
        issuer.Jwks.Break(IssuerFault.Huge());

        using var response = await http.GetAsync(Fetch.Jwks, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(0, issuer.Jwks.BytesSent);
    }

    [Fact]
    public async Task A_slow_document_arrives_piece_by_piece_on_the_clock_of_the_issuer()
    {
        issuer.Jwks.Break(IssuerFault.SlowDrip(TimeSpan.FromSeconds(1), bytes: 3));
        using var response = await http.GetAsync(Fetch.Jwks, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];

        var first = body.ReadAsync(buffer).AsTask();
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await first);
        Assert.Equal("{\"k", Encoding.ASCII.GetString(buffer, 0, 3));
        var second = body.ReadAsync(buffer).AsTask();
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task A_reader_of_a_slow_document_may_give_up()
    {
        issuer.Jwks.Break(IssuerFault.SlowDrip(TimeSpan.FromSeconds(1)));
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);

        var fetch = http.GetStringAsync(Fetch.Jwks, giveUp.Token);
        time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.InRange(issuer.Jwks.BytesSent, 0, 5);
    }

    [Fact]
    public async Task A_stalled_document_goes_on_when_it_is_repaired()
    {
        issuer.Jwks.Break(IssuerFault.Stall);

        var fetch = http.GetStringAsync(Fetch.Jwks);
        Assert.False(fetch.IsCompleted);
        Assert.True(issuer.Jwks.BytesSent > 0);
        issuer.Repair();

        Assert.Equal($$"""{"keys":[{{issuer.CurrentKey.ToJwk()}}]}""", await fetch);
    }

    [Fact]
    public async Task A_lost_connection_is_an_error_in_the_middle_of_the_body()
    {
        issuer.Jwks.Break(IssuerFault.ConnectionLost);

        using var response = await http.GetAsync(Fetch.Jwks, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStreamAsync();

        Assert.True(await body.ReadAsync(new byte[10]) > 0);
        var error = await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(Stream.Null));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(Fetch.Jwks));
    }
}
