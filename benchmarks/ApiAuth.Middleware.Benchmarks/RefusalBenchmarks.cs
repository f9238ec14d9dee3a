using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>A refused request through the whole pipeline; ours writes a problem body, the baseline JwtBearer none.</summary>
[MemoryDiagnoser]
public class RefusalBenchmarks
{
    private static readonly Dictionary<string, TestAccessToken?> Tokens = new(StringComparer.Ordinal)
    {
        ["none"] = null,
        ["malformed"] = TestAccessToken.Valid with { RawToken = "this.is.no-token" },
        ["expired"] = TestAccessToken.Expired,
        ["unknown issuer"] = TestAccessToken.WrongIssuer,
        ["unknown kid"] = TestAccessToken.UnknownKey,
        ["bad signature"] = TestAccessToken.ForgedSignature,
        ["missing scope"] = TestAccessToken.Valid with { Lifetime = TimeSpan.FromHours(12) },
    };

    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi ours = null!;
    private BenchmarkApi jwtBearer = null!;
    private string? header;

    public static IEnumerable<string> Refusals => Tokens.Keys;

    [ParamsSource(nameof(Refusals))]
    public string Refused { get; set; } = "none";

    [GlobalSetup]
    public async Task Start()
    {
        ours = await BenchmarkApi.OursAsync(issuer);
        jwtBearer = await BenchmarkApi.JwtBearerAsync(issuer);
        header = Tokens[Refused] is { } token ? $"Bearer {issuer.Issue(token)}" : null;
        foreach (var answer in new[] { await Ours(), await JwtBearer() })
            if (answer is not (401 or 403))
                throw new InvalidOperationException($"A benchmark's request was answered {answer}.");
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        await ours.DisposeAsync();
        await jwtBearer.DisposeAsync();
    }

    [Benchmark]
    public Task<int> Ours() => ours.Server.GetAsync("/contacts", header);

    [Benchmark(Baseline = true)]
    public Task<int> JwtBearer() => jwtBearer.Server.GetAsync("/contacts", header);
}
