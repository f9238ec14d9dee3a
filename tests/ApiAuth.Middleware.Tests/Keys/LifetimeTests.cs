using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

public class LifetimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task While_the_issuer_hangs_at_the_renewal_a_thousand_requests_with_known_keys_pass_without_waiting(int rememberedTokens)
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = rememberedTokens);
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromHours(2) });
        using var hang = api.Issuer.Break(IssuerFault.Hang);
        api.AdvanceToFetch(TimeSpan.FromMinutes(12));
        await api.Issuer.Discovery.WhenRequestedAsync(2);

        // The clock stands still and the issuer never answers: whoever waited would wait for ever.
        (await api.GetAllAsync(1_000, token)).AreAccepted();

        Assert.Equal((2, 0), (api.Issuer.DiscoveryFetches, api.Issuer.Discovery.CancelledFetches));
        api.Time.Advance(TimeSpan.FromSeconds(5));
        await api.Issuer.Discovery.WhenCancelledAsync();
    }

    [Fact]
    public async Task An_outage_of_an_hour_refuses_nobody()
    {
        await using var api = await KeyApi.StartAsync();
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromHours(9) });
        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);
        await api.RenewAsync();

        for (var minute = 0; minute < 60; minute++)
        {
            (await api.GetAllAsync(10, token)).AreAccepted();
            await api.PassAsync(TimeSpan.FromMinutes(1));
        }

        (await api.GetAsync(token)).IsAccepted();
        // The first, six with growing pauses in the first minute, then one in 60 to 66 seconds.
        Assert.InRange(api.Fetches.Failures, 7 + 53, 7 + 60);
        Assert.Equal(IssuerKeyStatus.Stale, api.State.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task Keys_serve_up_to_MaxStale_after_their_lifetime_and_not_a_moment_longer_remembered_tokens_included(int rememberedTokens)
    {
        await using var api = await KeyApi.StartAsync(options =>
        {
            options.TokenCache.Capacity = rememberedTokens;
            options.Keys.MaxStale = TimeSpan.FromHours(1);
        });
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Lifetime = TimeSpan.FromHours(9) });
        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);
        await api.PassAsync(TimeSpan.FromMinutes(75));
        (await api.GetAsync(token)).IsAccepted();

        await api.PassAsync(TimeSpan.FromMilliseconds(1));

        Assert.InRange((await api.GetAsync(token)).IsUnavailable(), 1, 66);
        Assert.Equal((IssuerKeyStatus.None, 0), (api.State.Status, api.State.KeyCount));
    }

    [Fact]
    public async Task Keys_that_were_too_stale_serve_again_when_the_issuer_is_back()
    {
        await using var api = await KeyApi.StartAsync(options => options.Keys.MaxStale = TimeSpan.Zero);
        var token = api.Issuer.Issue();
        using (api.Issuer.Break(IssuerFault.ConnectionRefused))
            await api.PassAsync(TimeSpan.FromMinutes(16));
        (await api.GetAsync(token)).IsUnavailable();

        await api.NextFetchAsync(TimeSpan.FromSeconds(66));

        (await api.GetAsync(token)).IsAccepted();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_withdrawn_key_is_refused_within_KeyLifetime(int rememberedTokens)
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = rememberedTokens);
        var old = api.Issuer.CurrentKey;
        var token = api.Issuer.Issue();
        (await api.GetAsync(token)).IsAccepted();
        api.Issuer.Rotate();
        api.Issuer.Withdraw(old.KeyId);

        await api.RenewAsync();

        (await api.GetAsync(token)).IsRefused("key_unknown");
        (await api.GetAsync()).IsAccepted();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_withdrawn_key_is_refused_at_once_after_RefreshAsync(int rememberedTokens)
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = rememberedTokens);
        var old = api.Issuer.CurrentKey;
        var token = api.Issuer.Issue();
        api.Issuer.Rotate();
        api.Issuer.Withdraw(old.KeyId);
        (await api.GetAsync(token)).IsAccepted();

        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        (await api.GetAsync(token)).IsRefused("key_unknown");
        (await api.GetAsync()).IsAccepted();
    }

    [Theory]
    [InlineData(0.5, 15, 6.75, 7.5)]
    [InlineData(0.8, 15, 10.8, 12)]
    [InlineData(1, 15, 13.5, 14.92)]
    [InlineData(1, 1, 0.9, 0.9167)]
    public async Task Keys_are_renewed_ahead_of_the_end_of_their_lifetime_and_no_request_is_needed_for_that(double ahead, int lifetime, double earliest, double latest)
    {
        await using var api = await KeyApi.StartAsync(options => (options.Keys.RefreshAhead, options.Keys.KeyLifetime) = (ahead, TimeSpan.FromMinutes(lifetime)));

        api.Time.Advance(TimeSpan.FromMinutes(earliest) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, api.Issuer.DiscoveryFetches);
        await api.NextFetchAsync(TimeSpan.FromMinutes(latest - earliest) + TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task Hosts_that_start_together_do_not_renew_at_the_same_moment()
    {
        var moments = new HashSet<DateTimeOffset?>();
        for (var host = 0; host < 3; host++)
        {
            await using var api = await KeyApi.StartAsync();
            await api.RenewAsync();
            moments.Add(api.Time.GetUtcNow() - api.State.Age);
        }
        Assert.Equal(3, moments.Count);
    }

    [Fact]
    public async Task The_age_of_keys_counts_from_the_beginning_of_their_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);
        var refresh = api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask();
        await api.Issuer.Jwks.WhenRequestedAsync(2);
        api.Time.Advance(TimeSpan.FromSeconds(4));
        api.Issuer.Repair();
        await refresh;

        Assert.Equal(TimeSpan.FromSeconds(4), api.State.Age);
    }
}
