using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Authentication.BadInput;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Diagnostics;

public class ValidationMetricsTests
{
    [Fact]
    public async Task Validations_are_counted_by_result_reason_and_issuer()
    {
        await using var api = await TestApi.StartAsync(new() { Auth = auth => auth.AddHook<ObedientHook>() });
        using var counts = new Counts(api.Services);

        await api.GetAsync("/private", TestAccessToken.Valid);
        await api.GetAsync("/contacts", TestAccessToken.Valid);
        await api.GetAsync("/open", TestAccessToken.Valid);
        foreach (var token in new[]
        {
            TestAccessToken.Expired, TestAccessToken.WrongIssuer, TestAccessToken.Opaque, TestAccessToken.HmacForged, TestAccessToken.UnknownKey, TestAccessToken.ForgedSignature,
            TestAccessToken.Valid.WithClaim("test", "revoked"), TestAccessToken.Valid.WithClaim("test", "forbidden"), TestAccessToken.Valid.WithClaim("cnf", new { }),
        })
            await api.GetAsync("/private", token);
        await api.GetAsync("/private");
        await api.GetAsync("/private", "Bearer a b");

        Assert.Equal(
        [
            "accepted  tenant.test", "accepted  tenant.test", "accepted  tenant.test", "refused token_expired tenant.test", "refused issuer_unknown other", "refused token_opaque other",
            "refused algorithm_not_allowed tenant.test", "refused key_unknown tenant.test", "refused signature_invalid tenant.test", "refused token_revoked tenant.test",
            "refused refused_by_hook tenant.test", "refused sender_constrained tenant.test",
        ], counts.Seen.Select(tags => $"{tags.GetValueOrDefault("result")} {tags.GetValueOrDefault("reason")} {tags.GetValueOrDefault("issuer")}"));
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_are_counted_as_such()
    {
        var issuer = new TestIssuer("https://tenant.test:8443/") { Audience = TestApi.Audience, TimeProvider = new ManualTimeProvider() };
        issuer.Break(IssuerFault.ConnectionRefused);
        await using var validator = new TestValidator(issuer: issuer);
        using var counts = new Counts(validator.Services);

        await validator.RefuseAsync(AuthErrorReason.KeysUnavailable, TestAccessToken.Valid);

        Assert.Equal(new Dictionary<string, object?> { ["result"] = "refused", ["reason"] = "keys_unavailable", ["issuer"] = "tenant.test:8443" }, Assert.Single(counts.Seen));
    }

    [Fact]
    public async Task However_tokens_differ_there_are_few_tags_of_few_values()
    {
        await using var validator = new TestValidator();
        using var counts = new Counts(validator.Services);

        for (var i = 0; i < 50; i++)
        {
            await validator.AcceptAsync(TestAccessToken.Valid with { Subject = $"auth0|{i}", ClientId = $"client-{i}" });
            await validator.RefuseAsync(AuthErrorReason.IssuerUnknown, TestAccessToken.Valid with { Issuer = $"https://{i}.test/" });
            await validator.RefuseAsync(AuthErrorReason.SignatureInvalid, TestAccessToken.ForgedSignature with { Subject = $"auth0|{i}" });
        }

        Assert.Equal(150, counts.Seen.Count);
        Assert.Equal(["issuer", "reason", "result"], counts.Seen.SelectMany(tags => tags.Keys).Distinct().Order());
        Assert.Equal(6, counts.Seen.SelectMany(tags => tags.Values).Distinct().Count());
    }

    private sealed class Counts : IDisposable
    {
        private readonly MeterListener listener = new();

        public Counts(IServiceProvider services)
        {
            var factory = services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument is { Name: "apiauth.token.validations", Meter.Name: ApiAuthDefaults.MeterName })
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Seen.Enqueue(tags.ToArray().ToDictionary()));
            listener.Start();
        }

        public ConcurrentQueue<Dictionary<string, object?>> Seen { get; } = new();

        public void Dispose() => listener.Dispose();
    }
}
