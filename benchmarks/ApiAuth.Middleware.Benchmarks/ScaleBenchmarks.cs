using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>What many live tokens cost the look-up of each.</summary>
[MemoryDiagnoser]
public class LiveTokenBenchmarks
{
    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi api = null!;
    private IAccessTokenValidator validator = null!;
    private string[] tokens = null!;
    private string[] few = null!;
    private int next;

    [Params(1, 100, 10_000, 100_000)]
    public int Live { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        api = await BenchmarkApi.OursAsync(issuer, options => options.TokenCache.Capacity = 100_000);
        validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        tokens = [.. Enumerable.Range(0, Live).AsParallel().Select(number => issuer.Issue(TestAccessToken.Valid with { Subject = $"auth0|{number}", Lifetime = TimeSpan.FromHours(12) }))];
        foreach (var token in tokens)
            await validator.ValidateAsync(token);
        few = [.. tokens.Where((_, index) => index % Math.Max(1, Live / 100) == 0).Take(100)];
    }

    [GlobalCleanup]
    public ValueTask Stop() => api.DisposeAsync();

    /// <summary>A hundred of them again and again: only the look-up differs, not what the processor's caches hold of the tokens.</summary>
    [Benchmark]
    public async Task<bool> HundredInTurn() => (await validator.ValidateAsync(few[next++ % few.Length])).IsValid;

    /// <summary>All of them in turn, out of the processor's caches and hashed.</summary>
    [Benchmark]
    public async Task<bool> AllInTurn() => (await validator.ValidateAsync(tokens[next++ % tokens.Length])).IsValid;
}

/// <summary>What more issuers cost the first sight of a token.</summary>
[MemoryDiagnoser]
public class IssuerBenchmarks
{
    private BenchmarkApi api = null!;
    private IAccessTokenValidator validator = null!;
    private string token = null!;

    [Params(1, 10, 50)]
    public int Issuers { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        string[] names = [.. Enumerable.Range(1, Issuers).Select(number => $"https://tenant-{number}.test/")];
        var issuer = new TestIssuer(names[0], names[1..]) { Audience = BenchmarkApi.Audience };
        api = await BenchmarkApi.OursAsync(issuer, options =>
        {
            options.Issuer = null;
            foreach (var name in names)
                options.Domains.Add(name);
            options.TokenCache.Capacity = 0;
        });
        validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        token = issuer.Issue(TestAccessToken.Valid with { Issuer = names[^1], Lifetime = TimeSpan.FromHours(12) });
    }

    [GlobalCleanup]
    public ValueTask Stop() => api.DisposeAsync();

    [Benchmark]
    public async Task<bool> FirstSeen() => (await validator.ValidateAsync(token)).IsValid;
}

/// <summary>What more scopes in the token cost a request that asks for the last of them.</summary>
[MemoryDiagnoser]
public class ScopeBenchmarks
{
    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi api = null!;
    private string header = null!;

    [Params(1, 10, 100)]
    public int Scopes { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        api = await BenchmarkApi.OursAsync(issuer);
        var scopes = Enumerable.Range(1, Scopes - 1).Select(number => $"read:thing-{number}").Append("contacts");
        header = "Bearer " + issuer.Issue(TestAccessToken.Valid with { Scope = string.Join(' ', scopes), Lifetime = TimeSpan.FromHours(12) });
        if (await Repeated() != 200)
            throw new InvalidOperationException("A benchmark's request was refused.");
    }

    [GlobalCleanup]
    public ValueTask Stop() => api.DisposeAsync();

    [Benchmark]
    public Task<int> Repeated() => api.Server.GetAsync("/contacts", header);
}

/// <summary>One thread and two: 40,000 requests in all, with a thousand tokens in turn.</summary>
public class ThreadBenchmarks
{
    private const int Requests = 40_000;
    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi api = null!;
    private BenchmarkApi floor = null!;
    private string[] headers = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        api = await BenchmarkApi.OursAsync(issuer);
        floor = await BenchmarkApi.FloorAsync();
        headers = [.. Enumerable.Range(0, 1000).Select(number => "Bearer " + issuer.Issue(TestAccessToken.Valid with { Subject = $"auth0|{number}", Scope = "contacts", Lifetime = TimeSpan.FromHours(12) }))];
        await api.Server.GetAsync("/contacts", headers[0]); // waits for the keys
        Ours();
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        await api.DisposeAsync();
        await floor.DisposeAsync();
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public void Ours() => Run(api);

    /// <summary>What two threads are worth to the framework alone on this machine.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public void Floor() => Run(floor);

    // Threads of their own: the pool starts its second one when it thinks fit.
    private void Run(BenchmarkApi target)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => Send(target))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    // Each waits on its own thread, which has nothing else to do: awaiting would go on in the pool, whose threads are not counted here.
    private void Send(BenchmarkApi target)
    {
        for (var i = 0; i < Requests / Threads; i++)
            target.Server.GetAsync("/contacts", headers[i % headers.Length]).GetAwaiter().GetResult();
    }
}
