using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Keys;

public class KeyDiagnosticsTests
{
    [Fact]
    public async Task The_first_failure_is_one_Error_with_address_status_and_likely_cause_and_those_after_it_are_warnings()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var broken = issuer.Break(IssuerFault.Status(HttpStatusCode.BadRequest));
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));
        await api.NextFetchAsync(TimeSpan.FromSeconds(2.2));
        broken.Dispose();
        await api.NextFetchAsync(TimeSpan.FromSeconds(4.4));
        using var again = issuer.Break(IssuerFault.Status(HttpStatusCode.BadRequest));
        await api.RenewAsync();

        const string Cause = "https://tenant.test/.well-known/openid-configuration answered 400; the domain or issuer is probably misspelt, or the tenant does not exist.";
        Assert.Equal(
        [
            (LogLevel.Error, "KeyFetchFailed", $"The signing keys of tenant.test could not be fetched. {Cause}"),
            (LogLevel.Warning, "KeyFetchStillFailing", $"The signing keys of tenant.test still cannot be fetched. {Cause}"),
            (LogLevel.Warning, "KeyFetchStillFailing", $"The signing keys of tenant.test still cannot be fetched. {Cause}"),
            (LogLevel.Information, "KeysFetched", "Fetched 1 signing keys of tenant.test"),
            (LogLevel.Error, "KeyFetchFailed", $"The signing keys of tenant.test could not be fetched. {Cause}"),
        ],
        api.Logs.Ours.Where(record => record.Event.Id is > 200 and < 300).Select(record => (record.Level, record.Event.Name!, record.Message.Split(" in ")[0])));
    }

    [Fact]
    public async Task What_the_network_said_is_in_the_log()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var broken = issuer.Break(IssuerFault.ConnectionRefused);
        await using var api = await KeyApi.StartColdAsync(settings: new() { Issuer = issuer, Time = time });
        await api.Fetches.WhenEndedAsync(1);

        var failure = Assert.Single(api.Logs.Ours, record => record.Level == LogLevel.Error);
        Assert.IsType<HttpRequestException>(failure.Exception);
    }

    [Fact]
    public async Task Fetches_are_counted_by_outcome_and_issuer()
    {
        (IssuerFault Fault, string Outcome)[] faults =
        [
            (IssuerFault.Status(HttpStatusCode.NotFound), "status"),
            (IssuerFault.ConnectionRefused, "unreachable"),
            (IssuerFault.Html, "document"),
            (IssuerFault.WrongIssuer(), "issuer"),
        ];
        using var measured = new Measurements();
        await using var api = await KeyApi.StartAsync();

        foreach (var (fault, _) in faults)
        {
            using var broken = api.Issuer.Break(fault);
            await Assert.ThrowsAsync<InvalidOperationException>(() => api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask());
        }
        using (api.Issuer.Jwks.Break(IssuerFault.Edit(_ => """{"keys":[]}""")))
            await Assert.ThrowsAsync<InvalidOperationException>(() => api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask());
        using (api.Issuer.Break(IssuerFault.Hang))
        {
            var refresh = api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask();
            await api.Issuer.Discovery.WhenRequestedAsync(api.Issuer.DiscoveryFetches + 1);
            api.Time.Advance(TimeSpan.FromSeconds(5));
            await Assert.ThrowsAsync<InvalidOperationException>(() => refresh);
        }

        Assert.Equal(
            ["success", .. faults.Select(fault => fault.Outcome), "no_usable_key", "timeout"],
            measured.Of(api.Services, "apiauth.keys.fetches").Select(measurement => measurement.Tags["outcome"]));
        Assert.All(measured.Of(api.Services, "apiauth.keys.fetches"), measurement => Assert.Equal((1, "tenant.test"), (measurement.Value, measurement.Tags["issuer"])));
    }

    [Fact]
    public async Task Gauges_show_age_and_number_of_the_keys_of_each_issuer()
    {
        using var measured = new Measurements();
        var time = new ManualTimeProvider();
        TestIssuer[] issuers = [KeyApi.NewIssuer("https://login.test/realms/one", time, "ES256"), KeyApi.NewIssuer("https://tenant.test/", time, "ES256")];
        issuers[1].Publish(issuers[1].CreateKey());
        using var network = new TestNetwork(issuers);
        using var outage = issuers[0].Break(IssuerFault.ConnectionRefused);
        await using var api = await KeyApi.StartColdAsync(
            options => (options.Issuer, options.BackchannelHttpHandler) = (issuers[0].Issuer, network),
            new()
            {
                Issuer = issuers[0],
                Time = time,
                Services = services => services.AddAuth0ApiAuthorization("Second", options =>
                    (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (issuers[1].Issuer, "urn:test-api", network, time)),
            });
        await api.Fetches.WhenEndedAsync(2);
        time.Advance(TimeSpan.FromMilliseconds(500));

        measured.Observe();

        Assert.Equal([("login.test/realms/one", 0d), ("tenant.test", 2d)], measured.Of(api.Services, "apiauth.keys.count").Select(count => (count.Tags["issuer"], count.Value)).Order());
        Assert.Equal([("tenant.test", 0.5)], measured.Of(api.Services, "apiauth.keys.age").Select(age => (age.Tags["issuer"], age.Value)));
    }

    [Fact]
    public async Task Each_fetch_is_a_span_of_its_own_that_belongs_to_no_request()
    {
        var issuer = $"https://{Guid.NewGuid():N}.test/";
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ApiAuth.Middleware",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("apiauth.issuer") is string alias && issuer.Contains(alias, StringComparison.Ordinal))
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var time = new ManualTimeProvider();
        await using (var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["ES256"], new() { Issuer = KeyApi.NewIssuer(issuer, time, "ES256"), Time = time }))
        {
            using var request = new Activity("the caller's").Start();
            api.Issuer.Rotate();
            (await api.GetAsync()).IsAccepted();
            using var broken = api.Issuer.Break(IssuerFault.Html);
            await api.RenewAsync();
        }

        Assert.Equal(
            [("success", ActivityStatusCode.Unset), ("success", ActivityStatusCode.Unset), ("document", ActivityStatusCode.Error)],
            spans.Take(3).Select(span => ((string?)span.GetTagItem("apiauth.outcome"), span.Status)));
        Assert.All(spans, span => Assert.Equal(("apiauth.keys.fetch", null), (span.OperationName, span.ParentId)));
    }

    [Fact]
    public async Task A_listener_to_spans_that_throws_keeps_no_caller_waiting()
    {
        var issuer = $"https://{Guid.NewGuid():N}.test/";
        var thrown = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ApiAuth.Middleware",
            Sample = (ref ActivityCreationOptions<ActivityContext> span) =>
            {
                if (span.Tags?.Any(tag => tag is { Key: "apiauth.issuer", Value: string alias } && issuer.Contains(alias, StringComparison.Ordinal)) != true)
                    return ActivitySamplingResult.None;
                thrown++;
                throw new InvalidOperationException("The exporter is gone.");
            },
        };
        ActivitySource.AddActivityListener(listener);
        var time = new ManualTimeProvider();
        await using var api = await KeyApi.StartColdAsync(options => options.Tokens.Algorithms = ["ES256"], new() { Issuer = KeyApi.NewIssuer(issuer, time, "ES256"), Time = time });

        (await api.GetAsync()).IsAccepted();
        Assert.InRange(thrown, 1, 2);
    }

    [Fact]
    public async Task A_logger_that_throws_keeps_no_caller_waiting()
    {
        await using var api = await KeyApi.StartAsync(settings: new() { Services = services => services.AddSingleton<ILoggerProvider>(new Throwing()) });
        api.Issuer.Rotate();

        (await api.GetAsync()).IsAccepted();
    }

    private sealed class Throwing : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "KeysFetched")
                throw new InvalidOperationException("The disk is full.");
        }

        public void Dispose()
        {
        }
    }
}
