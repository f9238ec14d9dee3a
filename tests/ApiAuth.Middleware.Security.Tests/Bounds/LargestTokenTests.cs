using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Bounds;

/// <summary>The largest, deepest and fullest token that passes, and the first that does not.</summary>
public class LargestTokenTests
{
    [Fact]
    public async Task A_token_of_the_greatest_length_passes_and_one_letter_more_is_refused()
    {
        foreach (var limit in (int[])[1024, 16_384, 65_536])
        {
            await using var api = await Apis.WithAsync(options => options.Tokens.MaxLength = limit);
            await api.AcceptsAsync(OfLength(api, limit), $"{limit} letters");
            await api.RefusesAsync(AuthErrorReason.TokenTooLong, OfLength(api, limit + 1), $"{limit + 1} letters");
        }
    }

    // Base64url skips every fourth length in each part; two parts together reach all.
    private static string OfLength(TestApi api, int length)
    {
        var bare = api.Issuer.Issue(TestAccessToken.Valid.WithHeader("x", "")).Length;
        for (var header = 0; header < 8; header++)
            for (var payload = Math.Max(0, ((length - bare) * 3 / 4) - 20); payload < length; payload++)
            {
                var token = api.Issuer.Issue(TestAccessToken.Valid.WithHeader("x", new string('h', header)).WithClaim("x", new string('p', payload)));
                if (token.Length == length)
                    return token;
                if (token.Length > length)
                    break;
            }
        throw new InvalidOperationException($"No token has {length} letters.");
    }

    [Fact]
    public async Task JSON_of_the_greatest_depth_passes_and_one_level_more_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.AcceptsAsync(Deep(31), "a claim of 31 levels, below the object itself");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, Deep(32));
        await api.AcceptsAsync(TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(31)}}}") }, "the header too");
        await api.RefusesAsync(AuthErrorReason.TokenMalformed, TestAccessToken.Valid with { RawHeader = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(32)}}}") });
    }

    private static TestAccessToken Deep(int levels) => TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => $"{json[..^1]},\"x\":{Brackets(levels)}}}") };

    private static string Brackets(int levels) => new string('[', levels) + new string(']', levels);

    [Fact]
    public async Task As_many_claims_as_fit_pass_and_cost_little()
    {
        await using var api = await Apis.WithAsync(options => (options.Tokens.MaxLength, options.TokenCache.Capacity) = (65_536, 0));
        var full = TestAccessToken.Valid with { RawPayload = RawSegment.Edit(json => json[..^1] + string.Concat(Enumerable.Range(0, 5500).Select(index => $",\"{index:x}\":1")) + "}") };
        var token = api.Issuer.Issue(full);
        Assert.InRange(token.Length, 60_000, 65_536);
        await api.AcceptsAsync(token, $"{token.Length} letters");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = api.ValidateAsync(token);
        Assert.True(verdict.IsCompleted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000_000);
        Assert.True((await verdict).IsValid);
    }
}
