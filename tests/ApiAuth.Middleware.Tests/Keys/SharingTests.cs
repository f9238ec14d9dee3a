using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>One set of keys per issuer and host.</summary>
public class SharingTests
{
    [Fact]
    public async Task Five_schemes_over_one_issuer_fetch_once()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartAsync(settings: new()
        {
            Issuer = issuer,
            Time = time,
            Services = services =>
            {
                for (var scheme = 2; scheme <= 5; scheme++)
                    services.AddAuth0ApiAuthorization($"Scheme{scheme}", options => Trust(options, issuer, time));
            },
            Options = options => Trust(options, issuer, time),
        });
        api.Issuer.Rotate();

        (await api.GetAllAsync(50, api.Issuer.Issue())).AreAccepted();

        Assert.Equal((2, 2), (issuer.DiscoveryFetches, issuer.JwksFetches));
        Assert.Single(api.Keys.Issuers);
    }

    [Fact]
    public async Task Two_schemes_that_name_one_issuer_with_different_key_settings_stop_the_start()
    {
        var issuer = KeyApi.NewIssuer(out var time);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => KeyApi.StartColdAsync(settings: new()
        {
            Issuer = issuer,
            Time = time,
            Services = services => services.AddAuth0ApiAuthorization("Second", options =>
            {
                Trust(options, issuer, time);
                options.Keys.KeyLifetime = TimeSpan.FromMinutes(1);
            }),
            Options = options => Trust(options, issuer, time),
        }));

        Assert.Contains("Two schemes name the issuer https://tenant.test/ with different settings for its keys", exception.Message, StringComparison.Ordinal);
        Assert.Empty(issuer.Requests);
    }

    [Fact]
    public async Task A_token_of_an_issuer_that_is_not_listed_causes_no_outbound_call()
    {
        await using var api = await KeyApi.StartAsync();
        var calls = api.Issuer.Requests.Count;

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => api.GetAsync(TestAccessToken.Valid with { Issuer = $"https://attacker-{i}.test/", KeyId = $"kid-{i}" })));

        Assert.All(answers, answer => answer.IsRefused("issuer_unknown"));
        Assert.Equal(calls, api.Issuer.Requests.Count);
    }

    [Fact]
    public async Task Fifty_issuers_have_keys_each_of_its_own_and_one_that_is_broken_harms_none()
    {
        var time = new ManualTimeProvider();
        var issuers = Enumerable.Range(0, 50).Select(i => KeyApi.NewIssuer($"https://tenant-{i}.test/", time, "ES256")).ToArray();
        using var network = new TestNetwork(issuers);
        using var broken = issuers[0].Break(IssuerFault.Hang);
        await using var api = await KeyApi.StartColdAsync(
            options =>
            {
                options.Issuer = null;
                options.Domains = [.. issuers.Select(issuer => new Uri(issuer.Issuer).Host)];
                options.BackchannelHttpHandler = network;
                options.Tokens.Algorithms = ["ES256"];
            },
            new() { Issuer = issuers[0], Time = time });
        await api.Fetches.WhenEndedAsync(49);

        (await Task.WhenAll(issuers[1..].Select(issuer => api.GetAsync(issuer.Issue())))).AreAccepted();
        await issuers[0].Discovery.WhenRequestedAsync();
        var waiting = api.GetAsync(issuers[0].Issue());
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        (await waiting).IsUnavailable();

        // Every issuer calls its first key by the same kid; each name leads to the issuer's own key alone.
        var foreign = await api.GetAsync(issuers[1].Issue(TestAccessToken.Valid with { Issuer = issuers[2].Issuer }));
        foreign.IsRefused("signature_invalid");
        Assert.Equal(49, api.Keys.Issuers.Count(state => state.Status == IssuerKeyStatus.Fresh));
        Assert.All(issuers, issuer => Assert.Equal(1, issuer.DiscoveryFetches));
    }

    [Fact]
    public async Task RefreshAsync_renews_the_issuers_that_can_be_asked_and_names_those_that_cannot()
    {
        var time = new ManualTimeProvider();
        TestIssuer[] issuers = [KeyApi.NewIssuer("https://one.test/", time, "ES256"), KeyApi.NewIssuer("https://two.test/", time, "ES256")];
        using var network = new TestNetwork(issuers);
        await using var api = await KeyApi.StartColdAsync(
            options => (options.Issuer, options.Domains, options.BackchannelHttpHandler, options.Tokens.Algorithms) = (null, ["one.test", "two.test"], network, ["ES256"]),
            new() { Issuer = issuers[0], Time = time });
        await api.Fetches.WhenEndedAsync(2);
        using var broken = issuers[0].Break(IssuerFault.Status(HttpStatusCode.BadGateway));
        var old = issuers[1].Issue();
        issuers[1].Withdraw(issuers[1].CurrentKey.KeyId);
        issuers[1].Rotate();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("Signing keys could not be fetched: https://one.test/.well-known/openid-configuration answered 502; the issuer has a problem of its own.", exception.Message);
        (await api.GetAsync(issuers[0].Issue())).IsAccepted();
        (await api.GetAsync(issuers[1].Issue())).IsAccepted();
        (await api.GetAsync(old)).IsRefused("key_unknown");
    }

    private static void Trust(ApiAuthOptions options, TestIssuer issuer, ManualTimeProvider time)
    {
        options.Issuer = issuer.Issuer;
        options.Audience = TestApi.Audience;
        options.BackchannelHttpHandler = issuer.Handler;
        options.TimeProvider = time;
    }
}
