using ApiAuth.Middleware.Keys;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

public class UnknownKidTests
{
    // The signature is not looked at, so it need not be made: ten thousand would take longer than all the rest.
    private static readonly TestAccessToken MadeUp = TestAccessToken.Valid with { RawSignature = "none" };

    [Fact]
    public async Task An_unknown_kid_is_refused_by_a_set_that_was_fetched_since_the_token_came()
    {
        await using var api = await KeyApi.StartAsync();
        (await api.GetAsync()).IsAccepted();

        (await api.GetAsync(MadeUp with { KeyId = "made-up" })).IsRefused("key_unknown");

        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_kid_that_the_newest_set_lacks_is_refused_without_another_fetch_until_the_set_is_one_interval_old()
    {
        await using var api = await KeyApi.StartAsync();
        (await api.GetAsync(MadeUp with { KeyId = "another" })).IsRefused("key_unknown");
        var token = api.Issuer.Issue(MadeUp with { KeyId = "made-up" });
        (await api.GetAsync(token)).IsRefused("key_unknown");

        api.Time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.All(await api.GetAllAsync(100, token), answer => answer.IsRefused("key_unknown"));
        Assert.Equal(3, api.Issuer.JwksFetches);

        // The bucket holds one again, too little for a token that is merely forged.
        api.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await api.GetAsync(token)).IsRefused("key_unknown");
        Assert.Equal(4, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task What_an_older_set_lacked_is_forgotten_with_it()
    {
        await using var api = await KeyApi.StartAsync();
        var next = api.Issuer.CreateKey();
        var early = api.Issuer.Issue(TestAccessToken.Valid with { Key = next });
        (await api.GetAsync(early)).IsRefused("key_unknown");
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        // The set of a moment ago lacks the key too, but nobody asked it for this token.
        api.Issuer.Rotate(next);

        (await api.GetAsync(early)).IsAccepted();
        Assert.Equal(4, api.Issuer.JwksFetches);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(10, 600)]
    public async Task When_the_bucket_is_empty_the_answer_is_503_with_the_time_until_its_next_fetch(int burst, int interval)
    {
        await using var api = await KeyApi.StartAsync(options =>
            (options.Keys.UnknownKidBurst, options.Keys.UnknownKidInterval) = (burst, TimeSpan.FromSeconds(interval)));
        for (var kid = 0; kid < burst; kid++)
            (await api.GetAsync(MadeUp with { KeyId = $"made-up-{kid}" })).IsRefused("key_unknown");

        Assert.Equal(interval, (await api.GetAsync(MadeUp with { KeyId = "late" })).IsUnavailable());
        (await api.GetAsync()).IsAccepted();
        Assert.Equal(1 + burst, api.Issuer.JwksFetches);

        api.Time.Advance(TimeSpan.FromSeconds(interval));
        (await api.GetAsync(MadeUp with { KeyId = "late" })).IsRefused("key_unknown");
        Assert.Equal(interval, (await api.GetAsync(MadeUp with { KeyId = "later" })).IsUnavailable());
        Assert.Equal(2 + burst, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task The_bucket_holds_no_more_than_the_burst_however_long_nobody_asked()
    {
        await using var api = await KeyApi.StartAsync();
        (await api.GetAsync(MadeUp with { KeyId = "first" })).IsRefused("key_unknown");
        await api.RenewAsync();

        (await api.GetAsync(MadeUp with { KeyId = "1" })).IsRefused("key_unknown");
        (await api.GetAsync(MadeUp with { KeyId = "2" })).IsRefused("key_unknown");
        (await api.GetAsync(MadeUp with { KeyId = "3" })).IsUnavailable();
    }

    [Fact]
    public void At_most_a_thousand_kids_are_remembered()
    {
        var now = Moment.Of(TimeProvider.System);
        var snapshot = KeySnapshot.Of(new KeySet([]), number: 1, now, pause: TimeSpan.FromMinutes(12));
        var kids = new UnknownKids(burst: 2, TimeSpan.FromSeconds(30));

        for (var kid = 1; kid <= 1_001; kid++)
            kids.Remember($"made-up-{kid}", snapshot);

        Assert.True(kids.IsLacking("made-up-1", snapshot, now));
        Assert.True(kids.IsLacking("made-up-1000", snapshot, now));
        Assert.False(kids.IsLacking("made-up-1001", snapshot, now));
    }

    [Fact]
    public async Task A_kid_of_immoderate_length_is_refused_but_not_remembered()
    {
        await using var api = await KeyApi.StartAsync();
        foreach (var (length, fetches) in new[] { (256, 2), (257, 3) })
        {
            var token = api.Issuer.Issue(MadeUp with { KeyId = new string('k', length) });
            (await api.GetAsync(token)).IsRefused("key_unknown");
            Assert.Equal(fetches, api.Issuer.JwksFetches);
            if (length == 256)
                (await api.GetAsync(token)).IsRefused("key_unknown");
            else
                (await api.GetAsync(token)).IsUnavailable();
        }
    }

    [Fact]
    public async Task A_token_without_a_kid_or_with_a_known_one_that_does_not_fit_causes_no_fetch()
    {
        await using var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["RS256", "ES256"]);
        (await api.GetAsync(TestAccessToken.Valid.WithoutHeader("kid"))).IsAccepted();

        (await api.GetAsync(MadeUp.WithHeader("alg", "ES256"))).IsRefused("key_unknown");
        (await api.GetAsync(MadeUp.WithoutHeader("kid").WithHeader("alg", "ES256"))).IsRefused("key_unknown");

        Assert.Equal(1, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_fetch_that_fails_answers_an_unknown_kid_with_503_and_a_known_one_as_ever()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        using var outage = api.Issuer.Break(IssuerFault.Status(System.Net.HttpStatusCode.InternalServerError));

        Assert.Equal(2, (await api.GetAsync()).IsUnavailable());
        Assert.Equal(2, (await api.GetAsync()).IsUnavailable());
        (await api.GetAsync(TestAccessToken.Valid with { Key = api.Issuer.Keys[0] })).IsAccepted();

        Assert.Equal(2, api.Issuer.DiscoveryFetches);
        outage.Dispose();
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));
        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task While_fetches_pause_after_a_failure_an_unknown_kid_takes_nothing_from_the_bucket()
    {
        await using var api = await KeyApi.StartAsync();
        using (api.Issuer.Break(IssuerFault.ConnectionRefused))
        {
            await api.RenewAsync();
            for (var kid = 0; kid < 20; kid++)
                (await api.GetAsync(MadeUp with { KeyId = $"made-up-{kid}" })).IsUnavailable();
        }
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));

        (await api.GetAsync(MadeUp with { KeyId = "1" })).IsRefused("key_unknown");
        (await api.GetAsync(MadeUp with { KeyId = "2" })).IsRefused("key_unknown");
    }
}
