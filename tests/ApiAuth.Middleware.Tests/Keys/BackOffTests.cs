using System.Net;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>The growing pauses of a cold outage are in <see cref="ColdStartTests"/>.</summary>
public class BackOffTests
{
    [Theory]
    [InlineData(90)]
    [InlineData(900)]
    public async Task Retry_After_of_a_429_is_honoured(int seconds) =>
        await AssertPauseAsync(IssuerFault.TooManyRequests(TimeSpan.FromSeconds(seconds)), TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task Retry_After_of_a_503_is_honoured() =>
        await AssertPauseAsync(IssuerFault.Status(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(90)), TimeSpan.FromSeconds(90));

    [Fact]
    public async Task An_issuer_that_asks_for_a_day_gets_a_quarter_of_an_hour() =>
        await AssertPauseAsync(IssuerFault.TooManyRequests(TimeSpan.FromDays(1)), TimeSpan.FromMinutes(15));

    [Fact]
    public async Task A_Retry_After_that_is_shorter_than_the_pause_changes_nothing() =>
        await AssertPauseAsync(IssuerFault.TooManyRequests(TimeSpan.Zero), TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(120, 120)]
    [InlineData(-120, 1)]
    public async Task A_Retry_After_may_be_a_date(int inSeconds, int pause)
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var handler = new Limiting(time.GetUtcNow() + TimeSpan.FromSeconds(inSeconds));
        await using var api = await KeyApi.StartColdAsync(options => options.BackchannelHttpHandler = handler, new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);

        await AssertPauseAsync(api, TimeSpan.FromSeconds(pause));
    }

    [Fact]
    public async Task RefreshAsync_does_not_wait_for_the_end_of_a_pause()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        using (api.Issuer.Break(IssuerFault.TooManyRequests(TimeSpan.FromMinutes(10))))
            (await api.GetAsync()).IsUnavailable();

        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task RefreshAsync_waits_for_a_fetch_that_begins_after_it_was_called()
    {
        await using var api = await KeyApi.StartAsync();
        var token = api.Issuer.Issue();
        using var hang = api.Issuer.Discovery.Break(IssuerFault.Hang);
        var before = api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask();
        await api.Issuer.Discovery.WhenRequestedAsync(2);

        var after = api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(after.IsCompleted);
        api.Issuer.Rotate();
        api.Issuer.Withdraw(api.Issuer.Keys[0].KeyId);
        hang.Dispose();
        await Task.WhenAll(before, after);

        Assert.Equal(3, api.Issuer.DiscoveryFetches);
        (await api.GetAsync(token)).IsRefused("key_unknown");
    }

    [Fact]
    public async Task Giving_up_on_RefreshAsync_ends_the_wait_and_not_the_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        using var hang = api.Issuer.Discovery.Break(IssuerFault.Hang);
        using var patience = new CancellationTokenSource();
        var refresh = api.Keys.RefreshAsync(patience.Token).AsTask();
        await api.Issuer.Discovery.WhenRequestedAsync(2);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);
        hang.Dispose();

        await api.Fetches.WhenEndedAsync(2);
        Assert.Equal((0, 0), (api.Fetches.Failures, api.Issuer.Discovery.CancelledFetches));
    }

    private static async Task AssertPauseAsync(IssuerFault fault, TimeSpan pause)
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var broken = issuer.Break(fault);
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);

        await AssertPauseAsync(api, pause);
        Assert.Equal(2, issuer.DiscoveryFetches);
    }

    private static async Task AssertPauseAsync(KeyApi api, TimeSpan pause)
    {
        Assert.InRange((await api.GetAsync()).IsUnavailable(), pause.TotalSeconds, Math.Ceiling(pause.TotalSeconds * 1.1));
        api.Time.Advance(pause - TimeSpan.FromMilliseconds(1));
        (await api.GetAsync()).IsUnavailable();
        Assert.Equal(1, api.Fetches.Count);
        await api.NextFetchAsync((pause * 0.1) + TimeSpan.FromMilliseconds(1));
    }

    private sealed class Limiting(DateTimeOffset until) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            response.Headers.RetryAfter = new(until);
            return Task.FromResult(response);
        }
    }
}
