using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>
/// What an attacker can make a refusal cost, without a request around it. The baseline is a good token of the same size that is seen for the first time; no ratio may
/// reach 3, in time or memory. The suite holds the same bound (<c>RefusalCostTests</c>).
/// </summary>
[MemoryDiagnoser]
public class CostBoundBenchmarks
{
    private static readonly Dictionary<string, Func<TestAccessToken, int, TestAccessToken>> Attacks = new(StringComparer.Ordinal)
    {
        ["forged"] = (good, _) => good with { Key = TestKey.Rsa(index: 7), KeyId = "test-key-1" },
        ["expired"] = (good, _) => good with { Age = TimeSpan.FromDays(1) },
        ["another audience"] = (good, _) => good with { Audience = "urn:other" },
        ["bound"] = (good, _) => good.WithClaim("cnf", new { jkt = "x" }),
        ["a claim twice"] = (good, _) => good with { RawPayload = RawSegment.Edit(json => json[..^1] + ",\"iss\":1}") },
        ["cut"] = (good, _) => good with { RawPayload = RawSegment.Edit(json => json[..^1]) },
        ["short claims"] = (good, size) => Filled(good, ShortClaims(size / 8)),
        ["as many claims as pass, forged"] = (good, size) => good.WithoutClaim("padding") with
        {
            Key = TestKey.Rsa(index: 7), KeyId = "test-key-1", RawPayload = RawSegment.Edit(json => $"{json[..^1]}{ShortClaims(Math.Min(size / 8, 480))}}}"),
        },
        ["escapes"] = (good, size) => Filled(good, $",\"x\":\"{string.Concat(Enumerable.Repeat("\\u0061", size / 6))}\""),
        ["nested"] = (good, size) => Filled(good, $",\"x\":{new string('[', size + 40)}"),
        ["dots"] = (_, size) => TestAccessToken.Valid with { RawToken = new string('.', size + 600) },
    };

    private BenchmarkApi api = null!;
    private IAccessTokenValidator validator = null!;
    private string good = null!;
    private string bad = null!;

    public static IEnumerable<string> Refusals => Attacks.Keys;

    [ParamsSource(nameof(Refusals))]
    public string Refused { get; set; } = "forged";

    [Params(0, 10_000)]
    public int Padding { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = BenchmarkApi.Audience };
        api = await BenchmarkApi.OursAsync(issuer, options => options.TokenCache.Capacity = 0);
        validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        var padded = TestAccessToken.Valid.WithClaim("padding", new string('x', Padding)) with { Lifetime = TimeSpan.FromHours(12) };
        (good, bad) = (issuer.Issue(padded), issuer.Issue(Attacks[Refused](padded, Padding)));
        if (!await FirstAcceptance() || await Refusal())
            throw new InvalidOperationException("A benchmark's token was not answered as it should be.");
    }

    [GlobalCleanup]
    public ValueTask Stop() => api.DisposeAsync();

    [Benchmark(Baseline = true)]
    public async Task<bool> FirstAcceptance() => (await validator.ValidateAsync(good)).IsValid;

    [Benchmark]
    public async Task<bool> Refusal() => (await validator.ValidateAsync(bad)).IsValid;

    private static string ShortClaims(int count) => string.Concat(Enumerable.Range(0, count).Select(index => $",\"{index:x}\":1"));

    private static TestAccessToken Filled(TestAccessToken good, string members) =>
        good.WithoutClaim("padding").WithoutClaim("exp") with { RawPayload = RawSegment.Edit(json => $"{json[..^1]}{members}}}") };
}
