using System.Security.Cryptography;
using System.Text;
using ApiAuth.Middleware.Benchmarks.Hosting;
using ApiAuth.Middleware.Testing;
using BenchmarkDotNet.Attributes;

namespace ApiAuth.Middleware.Benchmarks;

/// <summary>A whole request through the pipeline, without sockets. The baseline is what the framework alone costs.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private const int StreamLength = 20_000;

    private readonly TestIssuer issuer = new("https://tenant.test/") { Audience = BenchmarkApi.Audience };
    private BenchmarkApi unprotected = null!;
    private BenchmarkApi floor = null!;
    private BenchmarkApi ours = null!;
    private BenchmarkApi oursSmall = null!;
    private BenchmarkApi bare = null!;
    private BenchmarkApi jwtBearer = null!;
    private string token = null!;
    private byte[] tokenBytes = null!;
    private string[] thousand = null!;
    private string[] stream = null!;
    private int next;

    [GlobalSetup(Targets = [nameof(Anonymous), nameof(Floor), nameof(Bare), nameof(HashAlone), nameof(OursRepeated), nameof(OursRepeatedInNewHeader), nameof(OursThousandInTurn), nameof(JwtBearer)])]
    public async Task Start()
    {
        unprotected = await BenchmarkApi.UnprotectedAsync();
        floor = await BenchmarkApi.FloorAsync();
        bare = await BenchmarkApi.BareAsync();
        ours = await BenchmarkApi.OursAsync(issuer);
        jwtBearer = await BenchmarkApi.JwtBearerAsync(issuer);
        token = Issue("one");
        tokenBytes = Encoding.ASCII.GetBytes(token["Bearer ".Length..]);
        thousand = [.. Enumerable.Range(0, 1000).Select(number => Issue($"user-{number}"))];
        await AssertPassesAsync(Floor, Bare, OursRepeated, OursRepeatedInNewHeader, OursThousandInTurn, JwtBearer);
    }

    [GlobalSetup(Targets = [nameof(OursFirstSeen), nameof(JwtBearerStream)])]
    public async Task StartWithStream()
    {
        await Start();
        oursSmall = await BenchmarkApi.OursAsync(issuer, options => options.TokenCache.Capacity = StreamLength / 20);
        stream = [.. Enumerable.Range(0, StreamLength).AsParallel().Select(number => Issue($"passer-by-{number}"))];
        await AssertPassesAsync(OursFirstSeen, JwtBearerStream);
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var api in new[] { unprotected, floor, bare, ours, jwtBearer })
            await api.DisposeAsync();
        if (oursSmall is not null)
            await oursSmall.DisposeAsync();
    }

    [Benchmark]
    public Task<int> Anonymous() => unprotected.Server.GetAsync("/contacts", null);

    [Benchmark(Baseline = true)]
    public Task<int> Floor() => floor.Server.GetAsync("/contacts", token);

    /// <summary>The floor without the framework's base class for handlers.</summary>
    [Benchmark]
    public Task<int> Bare() => bare.Server.GetAsync("/contacts", token);

    /// <summary>SHA-256 of the token, through .NET.</summary>
    [Benchmark]
    public byte HashAlone()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(tokenBytes, hash);
        return hash[0];
    }

    /// <summary>One token again and again, in one header object, as a server hands it out for a connection that repeats it.</summary>
    [Benchmark]
    public Task<int> OursRepeated() => ours.Server.GetAsync("/contacts", token);

    /// <summary>The same in a header object that is new each time, as on a connection for each request: the token is hashed anew.</summary>
    [Benchmark]
    public Task<int> OursRepeatedInNewHeader() => ours.Server.GetAsync("/contacts", new string(token.AsSpan()));

    [Benchmark]
    public Task<int> OursThousandInTurn() => ours.Server.GetAsync("/contacts", thousand[next++ % thousand.Length]);

    /// <summary>A stream of twenty times as many tokens as are remembered: each is as good as new, is hashed, verified and remembered.</summary>
    [Benchmark]
    public Task<int> OursFirstSeen() => oursSmall.Server.GetAsync("/contacts", stream[next++ % stream.Length]);

    [Benchmark]
    public Task<int> JwtBearer() => jwtBearer.Server.GetAsync("/contacts", token);

    /// <summary>The stream of <see cref="OursFirstSeen"/>.</summary>
    [Benchmark]
    public Task<int> JwtBearerStream() => jwtBearer.Server.GetAsync("/contacts", stream[next++ % stream.Length]);

    private static async Task AssertPassesAsync(params Func<Task<int>>[] requests)
    {
        foreach (var request in requests)
            if (await request() is not 200 and var status)
                throw new InvalidOperationException($"A benchmark's request was answered {status}.");
    }

    private string Issue(string subject) => "Bearer " + issuer.Issue(TestAccessToken.Valid with { Subject = $"auth0|{subject}", Scope = "contacts", Lifetime = TimeSpan.FromHours(12) });
}
