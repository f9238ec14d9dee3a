using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>The clock on the wall is set back or forward; the one that measures runs on, or stood still while the host slept.</summary>
public class ClockTests
{
    [Fact]
    public async Task A_clock_that_is_set_back_does_not_keep_a_withdrawn_key_alive()
    {
        var (api, wall) = await StartAsync();
        await using var _ = api;
        var old = api.Issuer.CurrentKey;
        api.Issuer.Rotate();
        api.Issuer.Withdraw(old.KeyId);

        wall.SetBy(TimeSpan.FromHours(-3));
        await api.RenewAsync();

        (await api.GetAsync(Lasting(api) with { Key = old })).IsRefused("key_unknown");
        (await api.GetAsync(Lasting(api))).IsAccepted();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_lengthen_a_pause_nor_stop_the_bucket_from_filling()
    {
        var (api, wall) = await StartAsync();
        await using var _ = api;
        api.Issuer.Rotate();
        using (api.Issuer.Break(IssuerFault.ConnectionRefused))
            (await api.GetAsync(Lasting(api))).IsUnavailable();

        wall.SetBy(TimeSpan.FromHours(-3));
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));
        (await api.GetAsync(Lasting(api))).IsAccepted();

        var madeUp = Lasting(api) with { RawSignature = "none" };
        (await api.GetAsync(madeUp with { KeyId = "1" })).IsRefused("key_unknown");
        (await api.GetAsync(madeUp with { KeyId = "2" })).IsUnavailable();
        api.Time.Advance(TimeSpan.FromSeconds(30));
        (await api.GetAsync(madeUp with { KeyId = "2" })).IsRefused("key_unknown");
    }

    [Fact]
    public async Task Keys_grow_stale_by_the_clock_that_measures_even_if_the_other_one_is_set_back()
    {
        var (api, wall) = await StartAsync(options => options.Keys.MaxStale = TimeSpan.Zero);
        await using var _ = api;
        var token = Lasting(api);
        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);
        wall.SetBy(TimeSpan.FromHours(-3));

        await api.PassAsync(TimeSpan.FromMinutes(15));
        (await api.GetAsync(token)).IsAccepted();
        await api.PassAsync(TimeSpan.FromMilliseconds(1));

        (await api.GetAsync(token)).IsUnavailable();
    }

    [Fact]
    public async Task A_host_that_slept_renews_its_keys_with_the_first_request_and_no_timer()
    {
        var (api, wall) = await StartAsync();
        await using var _ = api;

        wall.SetBy(TimeSpan.FromHours(3));
        (await api.GetAsync(Lasting(api) with { IssuedAt = wall.GetUtcNow() })).IsAccepted();

        await api.Fetches.WhenEndedAsync(2);
        Assert.Equal((2, 0), (api.Fetches.Count, api.Fetches.Failures));
    }

    [Fact]
    public async Task A_host_that_slept_too_long_waits_for_new_keys_before_it_accepts_a_token()
    {
        var (api, wall) = await StartAsync();
        await using var _ = api;
        var withdrawn = api.Issuer.CurrentKey;
        api.Issuer.Rotate();
        api.Issuer.Withdraw(withdrawn.KeyId);

        wall.SetBy(TimeSpan.FromHours(25));
        var token = Lasting(api) with { IssuedAt = wall.GetUtcNow() };

        (await api.GetAsync(token with { Key = withdrawn })).IsRefused("key_unknown");
        (await api.GetAsync(token)).IsAccepted();
    }

    private static TestAccessToken Lasting(KeyApi api) => TestAccessToken.Valid with { IssuedAt = api.Time.GetUtcNow() - TimeSpan.FromHours(5), Lifetime = TimeSpan.FromHours(20) };

    private static async Task<(KeyApi Api, WallClock Wall)> StartAsync(Action<ApiAuthOptions>? configure = null)
    {
        var issuer = KeyApi.NewIssuer(out var time);
        var wall = new WallClock(time);
        var api = await KeyApi.StartAsync(
            options =>
            {
                options.TimeProvider = wall;
                configure?.Invoke(options);
            },
            new() { Issuer = issuer, Time = time });
        return (api, wall);
    }

    private sealed class WallClock(ManualTimeProvider running) : TimeProvider
    {
        private long offset;

        public override long TimestampFrequency => running.TimestampFrequency;

        public void SetBy(TimeSpan difference) => Interlocked.Add(ref offset, difference.Ticks);

        public override DateTimeOffset GetUtcNow() => running.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

        public override long GetTimestamp() => running.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => running.CreateTimer(callback, state, dueTime, period);
    }
}
