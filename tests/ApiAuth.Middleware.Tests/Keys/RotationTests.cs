using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

public class RotationTests
{
    [Fact]
    public async Task Two_hundred_parallel_requests_with_a_new_kid_are_accepted_after_exactly_one_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();

        var answers = await api.GetAllAsync(200, api.Issuer.Issue());

        answers.AreAccepted();
        Assert.Equal((2, 2), (api.Issuer.DiscoveryFetches, api.Issuer.JwksFetches));
    }

    [Fact]
    public async Task Requests_that_come_while_the_new_key_is_fetched_wait_for_that_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);

        var answers = api.GetAllAsync(200, api.Issuer.Issue());
        await api.Issuer.Jwks.WhenRequestedAsync(2);
        Assert.False(answers.IsCompleted);
        api.Issuer.Repair();

        (await answers).AreAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task Two_rotations_within_a_minute_refuse_no_valid_token()
    {
        await using var api = await KeyApi.StartAsync();
        string[] tokens = [api.Issuer.Issue()];
        for (var rotation = 0; rotation < 2; rotation++)
        {
            api.Issuer.Rotate();
            tokens = [.. tokens, api.Issuer.Issue()];

            (await Task.WhenAll(Enumerable.Range(0, 100).Select(i => api.GetAsync(tokens[i % tokens.Length])))).AreAccepted();

            api.Time.Advance(TimeSpan.FromSeconds(20));
        }
        Assert.Equal(3, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_key_that_was_published_before_it_signs_is_known_when_it_does()
    {
        await using var api = await KeyApi.StartAsync();
        var next = api.Issuer.CreateKey();
        api.Issuer.Publish(next);
        await api.RenewAsync();
        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);

        api.Issuer.Rotate(next);

        (await api.GetAsync()).IsAccepted();
        Assert.Equal(2, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_fetch_that_began_before_the_key_was_published_is_followed_by_one_that_begins_after()
    {
        await using var api = await KeyApi.StartAsync();
        var before = string.Join(',', api.Issuer.Keys.Select(key => key.ToJwk()));
        using var hang = api.Issuer.Discovery.Break(IssuerFault.Hang);
        using var old = api.Issuer.Jwks.Break(IssuerFault.Edit(_ => $$"""{"keys":[{{before}}]}"""), times: 1);

        var unknown = api.GetAsync(TestAccessToken.Valid with { KeyId = "made-up" });
        await api.Issuer.Discovery.WhenRequestedAsync(2);
        api.Issuer.Rotate();
        var rotated = api.GetAllAsync(50, api.Issuer.Issue());
        api.Issuer.Discovery.Repair();

        (await unknown).IsRefused("key_unknown");
        (await rotated).AreAccepted();
        Assert.Equal(3, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task Aborting_the_request_that_caused_a_fetch_does_not_cancel_the_fetch()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        var token = api.Issuer.Issue();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);
        using var aborted = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/private").WithToken(api.Issuer);

        var first = api.Client.SendAsync(request, aborted.Token);
        await api.Issuer.Jwks.WhenRequestedAsync(2);
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = api.GetAsync(token);
        api.Issuer.Repair();

        (await second).IsAccepted();
        Assert.Equal((2, 0), (api.Issuer.JwksFetches, api.Issuer.Jwks.CancelledFetches));
    }

    [Fact]
    public async Task The_fetch_of_a_request_that_was_aborted_brings_the_key_for_those_who_come_later()
    {
        await using var api = await KeyApi.StartAsync();
        api.Issuer.Rotate();
        using var hang = api.Issuer.Jwks.Break(IssuerFault.Hang);
        using var aborted = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/private").WithToken(api.Issuer);
        var first = api.Client.SendAsync(request, aborted.Token);
        await api.Issuer.Jwks.WhenRequestedAsync(2);
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        api.Issuer.Repair();
        await api.Fetches.WhenEndedAsync(2);

        using var outage = api.Issuer.Break(IssuerFault.ConnectionRefused);
        (await api.GetAsync()).IsAccepted();
    }
}
