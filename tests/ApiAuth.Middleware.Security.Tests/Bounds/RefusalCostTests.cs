using System.Diagnostics;
using System.Text;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Bounds;

/// <summary>An attacker gets no more work out of us than a caller whose token is good and first seen. Runs alone: it measures.</summary>
[CollectionDefinition(nameof(RefusalCostTests), DisableParallelization = true), Collection(nameof(RefusalCostTests))]
public class RefusalCostTests
{
    [Fact]
    public async Task No_refusal_costs_more_than_three_times_an_acceptance_of_the_same_size()
    {
        await using var api = await Apis.WithAsync(options => options.TokenCache.Capacity = 0);
        await api.AcceptsAsync(TestAccessToken.Valid);
        await MeasureAsync(api); // Once to warm up.
        var costs = await MeasureAsync(api);
        // Noise only adds: a busy machine gets more tries, of which the best counts; work that is too dear stays too dear.
        for (var round = 0; round < 10 && !costs.TrueForAll(IsCheap); round++)
            costs = [.. costs.Zip(await MeasureAsync(api), (one, other) => one with { Refused = one.Refused.Least(other.Refused), Accepted = one.Accepted.Least(other.Accepted) })];

        var report = new StringBuilder();
        foreach (var cost in costs)
            report.AppendLine($"{cost.Size,6} {cost.Label,-20} {cost.Refused.Time.TotalMicroseconds,8:F1} µs {cost.Refused.Bytes,8} B (accepted: {cost.Accepted.Time.TotalMicroseconds:F1} µs, {cost.Accepted.Bytes} B)");
        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());
        Assert.All(costs, cost => Assert.True(IsCheap(cost), $"{cost.Size} {cost.Label}\n{report}"));
    }

    [Fact]
    public async Task A_refusal_costs_no_more_for_a_thousand_issuers_and_audiences()
    {
        await using var api = await Apis.WithAsync(options =>
        {
            (options.Issuer, options.Domain, options.TokenCache.Capacity) = (null, "tenant.test", 0);
            options.Domains = [.. Enumerable.Range(0, 1000).Select(index => $"tenant-{index}.test")];
            options.Audiences = [.. Enumerable.Range(0, 1000).Select(index => $"urn:api-{index}")];
        });
        await api.AcceptsAsync(TestAccessToken.Valid);
        var accepted = await CostAsync(api, api.Issuer.Issue(), isValid: true);

        foreach (var (reason, attack) in ((AuthErrorReason, TestAccessToken)[])[(AuthErrorReason.IssuerUnknown, TestAccessToken.WrongIssuer), (AuthErrorReason.AudienceMismatch, TestAccessToken.WrongAudience)])
        {
            await api.RefusesAsync(reason, attack, reason.ToString());
            Assert.InRange(Assert.Single(api.Logs.Refusals).Message.Length, 1, 1000);
            Assert.InRange((await CostAsync(api, api.Issuer.Issue(attack), isValid: false)).Bytes, 1, accepted.Bytes * 3);
        }
    }

    private static bool IsCheap(Comparison cost) =>
        cost.Refused.Time < cost.Accepted.Time * 3 && cost.Refused.Bytes < cost.Accepted.Bytes * 3;

    private static async Task<List<Comparison>> MeasureAsync(TestApi api)
    {
        var costs = new List<Comparison>();
        foreach (var size in (int[])[0, 2_000, 10_000])
        {
            var padded = TestAccessToken.Valid.WithClaim("padding", new string('x', size));
            var accepted = await CostAsync(api, api.Issuer.Issue(padded), isValid: true);
            foreach (var (label, attack) in Attacks(padded, size))
                costs.Add(new(size, label, await CostAsync(api, api.Issuer.Issue(attack), isValid: false), accepted));
        }
        return costs;
    }

    private sealed record Comparison(int Size, string Label, Cost Refused, Cost Accepted);

    private sealed record Cost(TimeSpan Time, long Bytes)
    {
        public Cost Least(Cost other) => new(Time < other.Time ? Time : other.Time, Math.Min(Bytes, other.Bytes));
    }

    private static (string, TestAccessToken)[] Attacks(TestAccessToken padded, int size) =>
    [
        ("forged", Forged(padded)),
        ("expired", padded with { Age = TimeSpan.FromDays(1) }),
        ("another audience", padded with { Audience = "urn:other" }),
        ("another issuer", padded with { Issuer = "https://other.test/" }),
        ("bound", padded.WithClaim("cnf", new { jkt = "x" })),
        ("symmetric", padded with { Algorithm = "HS256" }),
        ("a claim twice", padded with { RawPayload = RawSegment.Edit(json => json[..^1] + ",\"iss\":1}") }),
        ("cut", padded with { RawPayload = RawSegment.Edit(json => json[..^1]) }),
        ("many short claims", padded.WithoutClaim("padding").WithoutClaim("exp") with { RawPayload = WithShortMembers(size) }),
        ("the same, forged", Forged(padded.WithoutClaim("padding")) with { RawPayload = WithShortMembers(size) }),
        ("as many as pass", Forged(padded.WithoutClaim("padding")) with { RawPayload = WithShortMembers(Math.Min(size, 480 * 8)) }),
        ("members of members", Forged(padded.WithoutClaim("padding")) with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":{{\"y\":1{string.Concat(Enumerable.Range(0, size / 8).Select(index => $",\"{index:x}\":1"))}}}}}") }),
        ("many short headers", Forged(padded.WithoutClaim("padding")) with { RawHeader = WithShortMembers(size) }),
        ("many elements", Forged(padded.WithoutClaim("padding")) with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":[{string.Join(',', Enumerable.Repeat("1", 1 + (size / 2)))}]}}") }),
        ("many scopes", Forged(padded.WithoutClaim("padding") with { Scope = string.Join(' ', Enumerable.Range(0, 1 + (size / 6)).Select(index => $"s{index:x4}")) })),
        ("many escapes", padded.WithoutClaim("padding").WithoutClaim("exp") with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":\"{string.Concat(Enumerable.Repeat("\\u0061", size / 6))}\"}}") }),
        ("nested", padded.WithoutClaim("padding") with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":{new string('[', size + 40)}") }),
        ("dots", TestAccessToken.Valid with { RawToken = new string('.', size + 600) }),
        ("five parts", TestAccessToken.Valid with { RawToken = $"{new string('a', size + 600)}.a.a.a.a" }),
    ];

    private static TestAccessToken Forged(TestAccessToken token) => token with { Key = TestKey.Rsa(index: 7), KeyId = "test-key-1" };

    private static RawSegment WithShortMembers(int size) =>
        RawSegment.Edit(json => $"{json[..^1]}{string.Concat(Enumerable.Range(0, size / 8).Select(index => $",\"{index:x}\":1"))}}}");

    // The shortest of many rounds is what the work takes; the others were interrupted.
    private static async Task<Cost> CostAsync(TestApi api, string token, bool isValid)
    {
        var (time, bytes) = (TimeSpan.MaxValue, long.MaxValue);
        for (var round = 0; round < 300; round++)
        {
            var (begun, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var pending = api.ValidateAsync(token);
            var (taken, used) = (Stopwatch.GetElapsedTime(begun), GC.GetAllocatedBytesForCurrentThread() - allocated);
            Assert.True(pending.IsCompleted);
            Assert.Equal(isValid, (await pending).IsValid);
            (time, bytes) = (taken < time ? taken : time, used < bytes ? used : bytes);
        }
        return new(time, bytes);
    }
}
