using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>A whole request through the pipeline, without sockets. The baseline is what the framework alone costs.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi unprotected = null!;
    private BenchmarkApi floor = null!;
    private BenchmarkApi ours = null!;
    private BenchmarkApi forgetful = null!;
    private BenchmarkApi jwtBearer = null!;
    private string token = null!;
    private string[] thousand = null!;
    private int next;

    [GlobalSetup]
    public async Task Start()
    {
        unprotected = await BenchmarkApi.UnprotectedAsync();
        floor = await BenchmarkApi.FloorAsync();
        ours = await BenchmarkApi.OursAsync(issuer);
        forgetful = await BenchmarkApi.OursAsync(issuer, options => options.TokenCache.Capacity = 0);
        jwtBearer = await BenchmarkApi.JwtBearerAsync(issuer);
        token = Issue("one");
        thousand = [.. Enumerable.Range(0, 1000).Select(number => Issue($"user-{number}"))];
        foreach (var answer in new[] { await Floor(), await OursRepeated(), await OursFirstSeen(), await JwtBearer() })
            if (answer != 200)
                throw new InvalidOperationException($"A benchmark's request was answered {answer}.");
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var api in new[] { unprotected, floor, ours, forgetful, jwtBearer })
            await api.DisposeAsync();
    }

    [Benchmark]
    public Task<int> Anonymous() => unprotected.Server.GetAsync("/anonymous", null);

    [Benchmark(Baseline = true)]
    public Task<int> Floor() => floor.Server.GetAsync("/contacts", token);

    [Benchmark]
    public Task<int> OursRepeated() => ours.Server.GetAsync("/contacts", token);

    [Benchmark]
    public Task<int> OursThousandInTurn() => ours.Server.GetAsync("/contacts", thousand[next++ % thousand.Length]);

    /// <summary>A token that is not remembered: with the memory off every token is seen for the first time.</summary>
    [Benchmark]
    public Task<int> OursFirstSeen() => forgetful.Server.GetAsync("/contacts", token);

    [Benchmark]
    public Task<int> JwtBearer() => jwtBearer.Server.GetAsync("/contacts", token);

    private string Issue(string subject) => "Bearer " + issuer.Issue(TestAccessToken.Valid with { Subject = $"auth0|{subject}", Scope = "contacts", Lifetime = TimeSpan.FromHours(12) });
}
