using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>An issuer that puts another key under an old <c>kid</c>, or has no kids at all: its tokens are good, and look like forged ones.</summary>
public class ReusedKidTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TestKey Another = TestKey.Rsa(index: 3);

    [Fact]
    public async Task A_token_of_another_key_under_the_same_kid_is_accepted_after_one_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        var (old, replaced) = (api.Issuer.Issue(), Replace(api, api.Issuer.CurrentKey.KeyId));
        api.Time.Advance(Interval);

        (await api.GetAllAsync(50, replaced)).AreAccepted();

        Assert.Equal(2, api.Issuer.JwksFetches);
        (await api.GetAsync(old)).IsRefused("signature_invalid");
    }

    [Fact]
    public async Task A_token_without_kid_is_accepted_after_the_only_key_was_replaced()
    {
        await using var api = await KeyApi.StartAsync();
        var token = api.Issuer.Issue((TestAccessToken.Valid with { Key = Another }).WithoutHeader("kid"));
        Publish(api, Another.WithMember("kid", null));
        api.Time.Advance(Interval);

        (await api.GetAsync(token)).IsAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_token_of_a_key_of_another_type_under_the_same_kid_is_accepted_after_one_fetch()
    {
        await using var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["RS256", "ES256"]);
        var ec = TestKey.Ec() with { KeyId = api.Issuer.CurrentKey.KeyId };
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Key = ec });
        Publish(api, ec);
        api.Time.Advance(Interval);

        (await api.GetAsync(token)).IsAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_set_that_is_younger_than_one_interval_is_believed()
    {
        await using var api = await KeyApi.StartAsync();
        var replaced = Replace(api, api.Issuer.CurrentKey.KeyId);

        api.Time.Advance(Interval - TimeSpan.FromTicks(1));
        (await api.GetAsync(replaced)).IsRefused("signature_invalid");
        Assert.Equal(1, api.Issuer.JwksFetches);

        api.Time.Advance(TimeSpan.FromTicks(1));
        (await api.GetAsync(replaced)).IsAccepted();
    }

    [Fact]
    public async Task A_flood_of_forged_tokens_causes_one_fetch_per_interval_and_holds_up_no_unknown_kid()
    {
        await using var api = await KeyApi.StartAsync();
        var forged = api.Issuer.Issue(TestAccessToken.ForgedSignature);
        for (var second = 0; second < 300; second++)
        {
            foreach (var answer in await api.GetAllAsync(20, forged))
                answer.IsRefused("signature_invalid");
            api.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(1 + 9, api.Issuer.JwksFetches);

        api.Issuer.Rotate();
        (await api.GetAsync()).IsAccepted();
        Assert.Equal(1 + 9 + 1, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task While_the_bucket_is_not_full_forged_tokens_leave_it_to_unknown_kids()
    {
        await using var api = await KeyApi.StartAsync();
        api.Time.Advance(Interval);
        (await api.GetAsync(TestAccessToken.Valid with { KeyId = "made-up-1" })).IsRefused("key_unknown");
        (await api.GetAsync(TestAccessToken.Valid with { KeyId = "made-up-2" })).IsRefused("key_unknown");
        api.Time.Advance(Interval);

        (await api.GetAsync(TestAccessToken.ForgedSignature)).IsRefused("signature_invalid");
        Assert.Equal(3, api.Issuer.JwksFetches);
        api.Issuer.Rotate();
        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task A_forged_token_is_refused_and_never_put_off_while_the_issuer_is_ill()
    {
        await using var api = await KeyApi.StartAsync();
        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);
        api.Time.Advance(Interval);

        (await api.GetAllAsync(20, api.Issuer.Issue(TestAccessToken.ForgedSignature))).ToList().ForEach(answer => answer.IsRefused("signature_invalid"));
        Assert.Equal((2, 1), (api.Fetches.Count, api.Fetches.Failures));
        (await api.GetAsync(TestAccessToken.ForgedSignature)).IsRefused("signature_invalid");

        Assert.Equal(2, api.Fetches.Count);
        (await api.GetAsync()).IsAccepted();
    }

    [Fact]
    public async Task A_forged_token_does_not_disturb_an_issuer_that_asked_for_a_pause()
    {
        await using var api = await KeyApi.StartAsync();
        using var busy = api.Issuer.Break(IssuerFault.TooManyRequests(TimeSpan.FromMinutes(2)));
        api.Time.Advance(Interval);
        (await api.GetAsync(TestAccessToken.ForgedSignature)).IsRefused("signature_invalid");
        Assert.Equal((2, 1), (api.Fetches.Count, api.Fetches.Failures));

        api.Time.Advance(Interval * 3);
        (await api.GetAsync(TestAccessToken.ForgedSignature)).IsRefused("signature_invalid");
        Assert.Equal(2, api.Fetches.Count);
    }

    [Fact]
    public async Task A_remembered_token_of_the_replaced_key_is_refused_as_soon_as_its_successor_is_known()
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = 100);
        var (old, replaced) = (api.Issuer.Issue(), Replace(api, api.Issuer.CurrentKey.KeyId));
        (await api.GetAsync(old)).IsAccepted();
        api.Time.Advance(Interval);

        (await api.GetAsync(replaced)).IsAccepted();

        (await api.GetAsync(old)).IsRefused("signature_invalid");
    }

    [Fact]
    public async Task Keys_that_were_given_as_text_stay_what_they_are()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Keys.Jwks = $$"""{"keys":[{{(Another with { KeyId = "one" }).ToJwk()}}]}""" });
        var forged = api.Issuer.Issue(TestAccessToken.ForgedSignature with { KeyId = "one" });
        Assert.Equal("signature_invalid", (await api.GetAsync("/private", $"Bearer {forged}")).Code);

        api.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(("signature_invalid", 0), ((await api.GetAsync("/private", $"Bearer {forged}")).Code, api.Issuer.JwksFetches));
    }

    // The token is issued before the set changes, because the issuer signs with what it has.
    private static string Replace(KeyApi api, string kid)
    {
        var key = Another with { KeyId = kid };
        var token = api.Issuer.Issue(TestAccessToken.Valid with { Key = key });
        Publish(api, key);
        return token;
    }

    private static void Publish(KeyApi api, TestKey only) => api.Issuer.Jwks.Document = $$"""{"keys":[{{only.ToJwk()}}]}""";
}
