using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApiAuth.Middleware.Tests.Keys;

public class HealthTests
{
    [Fact]
    public async Task The_check_is_healthy_with_fresh_keys_degraded_with_stale_ones_and_unhealthy_with_none_and_causes_no_call()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var outage = issuer.Break(IssuerFault.ConnectionRefused);
        await using var api = await StartAsync(issuer, time, TimeSpan.FromMinutes(1));
        Assert.Equal((HealthStatus.Unhealthy, "https://tenant.test/: no keys. https://tenant.test/.well-known/openid-configuration cannot be reached: Connection refused; nobody listens there, or a firewall or a missing proxy stands in between."), await CheckAsync(api));

        issuer.Repair();
        await api.NextFetchAsync(TimeSpan.FromSeconds(1.1));
        Assert.Equal((HealthStatus.Healthy, "https://tenant.test/: 1 keys."), await CheckAsync(api));

        using var again = issuer.Break(IssuerFault.Status(System.Net.HttpStatusCode.BadGateway));
        await api.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(api)).Status);

        await api.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((HealthStatus.Degraded, "https://tenant.test/: 1 keys, stale for lack of a successful fetch. https://tenant.test/.well-known/openid-configuration answered 502; the issuer has a problem of its own."), await CheckAsync(api));

        await api.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(api)).Status);

        var calls = issuer.Requests.Count;
        for (var probe = 0; probe < 100; probe++)
            await CheckAsync(api);
        Assert.Equal(calls, issuer.Requests.Count);
    }

    [Fact]
    public async Task The_check_is_for_readiness_and_fails_as_the_application_says()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var outage = issuer.Break(IssuerFault.ConnectionRefused);
        await using var api = await StartAsync(issuer, time, TimeSpan.Zero, checks => checks.Services.Configure<HealthCheckServiceOptions>(options =>
            options.Registrations.Single().FailureStatus = HealthStatus.Degraded));

        var report = await api.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Degraded, "apiauth-keys"), (report.Status, Assert.Single(report.Entries).Key));
        Assert.Equal("https://tenant.test/", Assert.Single(report.Entries["apiauth-keys"].Data).Key);
    }

    [Fact]
    public async Task Keys_that_cannot_be_used_are_named_with_the_reason()
    {
        var issuer = KeyApi.NewIssuer(out var time);
        using var encrypting = issuer.Jwks.Break(IssuerFault.Edit(_ => $$"""{"keys":[{{(TestKey.Rsa() with { KeyId = "one" }).WithMember("use", "enc").ToJwk()}}]}"""));
        await using var api = await StartAsync(issuer, time, TimeSpan.Zero);

        Assert.Equal((HealthStatus.Unhealthy, "https://tenant.test/: no keys. https://tenant.test/.well-known/jwks.json holds no key that can check an access token (\"one\": its use is not sig)."), await CheckAsync(api));
    }

    [Fact]
    public async Task A_host_without_an_issuer_is_not_ready()
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IApiAuthKeys, NoKeys>().AddHealthChecks().AddApiAuthKeys().Services.BuildServiceProvider();

        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Unhealthy, "No issuer is configured."), (report.Status, report.Entries["apiauth-keys"].Description));
    }

    private sealed class NoKeys : IApiAuthKeys
    {
        public IReadOnlyList<IssuerKeyState> Issuers => [];

        public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    private static async Task<KeyApi> StartAsync(TestIssuer issuer, ManualTimeProvider time, TimeSpan maxStale, Action<IHealthChecksBuilder>? configure = null)
    {
        var api = await KeyApi.StartColdAsync(options => options.Keys.MaxStale = maxStale, new()
        {
            Issuer = issuer,
            Time = time,
            Services = services =>
            {
                var checks = services.AddHealthChecks().AddApiAuthKeys();
                configure?.Invoke(checks);
            },
        });
        await api.Fetches.WhenEndedAsync(1);
        return api;
    }

    private static async Task<(HealthStatus Status, string? Description)> CheckAsync(KeyApi api)
    {
        var report = await api.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return (report.Status, Assert.Single(report.Entries).Value.Description);
    }
}
