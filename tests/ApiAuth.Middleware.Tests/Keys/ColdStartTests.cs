using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Keys;

public class ColdStartTests
{
    [Fact]
    public async Task A_host_starts_while_its_issuer_hangs_and_the_first_requests_wait_for_the_keys()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var hang = issuer.Break(IssuerFault.Hang);
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await issuer.Discovery.WhenRequestedAsync();

        var answers = api.GetAllAsync(50, issuer.Issue());
        Assert.False(answers.IsCompleted);
        issuer.Repair();

        (await answers).AreAccepted();
        Assert.Equal((1, 1), (issuer.DiscoveryFetches, issuer.JwksFetches));
    }

    [Fact]
    public async Task An_outage_at_cold_start_answers_503_within_FetchTimeout()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var hang = issuer.Break(IssuerFault.Hang);
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await issuer.Discovery.WhenRequestedAsync();
        var waiting = api.GetAllAsync(50, issuer.Issue());

        api.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, api.Fetches.Count);
        api.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.All(await waiting, answer => Assert.InRange(answer.IsUnavailable(), 1, 2));
        Assert.Equal((1, 1), (issuer.DiscoveryFetches, api.Fetches.Failures));
    }

    [Fact]
    public async Task While_the_issuer_is_down_there_is_one_fetch_per_step_of_the_back_off_however_many_requests_come()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var outage = issuer.Break(IssuerFault.ConnectionRefused);
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);
        var token = issuer.Issue();

        int[] steps = [1, 2, 4, 8, 16, 32, 60, 60];
        foreach (var (step, index) in steps.Select((step, index) => (TimeSpan.FromSeconds(step), index)))
        {
            Assert.All(await api.GetAllAsync(50, token), answer => Assert.InRange(answer.IsUnavailable(), step.TotalSeconds, Math.Ceiling(step.TotalSeconds * 1.1)));
            api.Time.Advance(step - TimeSpan.FromMilliseconds(1));
            Assert.All(await api.GetAllAsync(50, token), answer => answer.IsUnavailable());
            Assert.Equal(index + 1, issuer.DiscoveryFetches);
            await api.NextFetchAsync((step * 0.1) + TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(steps.Length + 1, issuer.DiscoveryFetches);
    }

    [Fact]
    public async Task A_cold_outage_ends_by_itself_without_a_request()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using (issuer.Break(IssuerFault.ConnectionRefused))
        {
            await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
            await api.Fetches.WhenEndedAsync(1);
            (await api.GetAsync()).IsUnavailable();
            issuer.Repair();

            await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));

            (await api.GetAsync()).IsAccepted();
            Assert.Equal((IssuerKeyStatus.Fresh, null), (api.State.Status, api.State.LastError));
        }
    }

    [Fact]
    public async Task A_required_start_has_the_keys_before_it_ends()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        await using var api = await KeyApi.StartColdAsync(options => options.Keys.Startup = KeyStartup.Required, new() { Issuer = issuer, Time = time });

        Assert.Equal(IssuerKeyStatus.Fresh, api.State.Status);
        Assert.Equal((1, 1), (issuer.DiscoveryFetches, issuer.JwksFetches));
    }

    [Fact]
    public async Task A_required_start_waits_for_an_issuer_that_is_slow()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var hang = issuer.Break(IssuerFault.Hang);
        var start = KeyApi.StartColdAsync(options => options.Keys.Startup = KeyStartup.Required, new() { Issuer = issuer, Time = time });
        await issuer.Discovery.WhenRequestedAsync();
        Assert.False(start.IsCompleted);
        issuer.Repair();

        await using var api = await start;
        (await api.GetAsync()).IsAccepted();
    }

    public static TheoryData<IssuerFault, string> Failures => new()
    {
        { IssuerFault.Status(System.Net.HttpStatusCode.BadRequest), "answered 400; the domain or issuer is probably misspelt, or the tenant does not exist." },
        { IssuerFault.Html, "did not send the JSON that was expected: " },
        { IssuerFault.WrongIssuer(), "says that its issuer is \"https://another-issuer.test/\", but \"https://tenant.test/\" is configured; they must be equal to the letter." },
        { IssuerFault.ConnectionRefused, "cannot be reached: Connection refused; nobody listens there, or a firewall or a missing proxy stands in between." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_required_start_fails_after_one_fetch_with_one_message_that_names_address_and_cause(IssuerFault fault, string message)
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var broken = issuer.Break(fault);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            KeyApi.StartColdAsync(options => options.Keys.Startup = KeyStartup.Required, new() { Issuer = issuer, Time = time }));

        Assert.StartsWith("The signing keys of https://tenant.test/ are required at start (Keys:Startup) but could not be fetched: https://tenant.test/.well-known/openid-configuration ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, issuer.DiscoveryFetches);
    }

    [Fact]
    public async Task A_required_start_names_every_issuer_that_failed()
    {
        var issuer = new TestIssuer("https://one.test/", "https://two.test/") { Audience = TestApi.Audience };
        using var broken = issuer.Break(IssuerFault.ConnectionRefused);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => KeyApi.StartColdAsync(
            options =>
            {
                options.Issuer = null;
                options.Domains = ["one.test", "two.test"];
                options.Keys.Startup = KeyStartup.Required;
            },
            new() { Issuer = issuer }));

        Assert.Contains("The signing keys of https://one.test/ are required", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The signing keys of https://two.test/ are required", exception.Message, StringComparison.Ordinal);
    }
}
