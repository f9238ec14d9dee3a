using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>Ten thousand made-up kids in ten seconds. Alone, because one of them weighs the memory of the process.</summary>
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true)]
[Collection(nameof(FloodTests))]
public class FloodTests
{
    private const int Steps = 100;
    private const int TokensPerStep = 100;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TestAccessToken MadeUp = TestAccessToken.Valid with { RawSignature = "none" };

    [Fact]
    public async Task A_flood_of_made_up_kids_causes_no_more_fetches_than_the_bucket_holds_and_refuses_no_valid_token()
    {
        await using var api = await KeyApi.StartAsync();
        var valid = api.Issuer.Issue();
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);

        for (var step = 0; step < Steps; step++, api.Time.Advance(Step))
        {
            var accepted = api.GetAllAsync(10, valid);
            foreach (var answer in await FloodAsync(api))
                codes[answer.Code!] = codes.GetValueOrDefault(answer.Code!) + 1;
            (await accepted).AreAccepted();
        }

        Assert.Equal(Steps * TokensPerStep, codes.Values.Sum());
        Assert.Equal(["key_unknown", "keys_unavailable"], codes.Keys.Order(StringComparer.Ordinal));
        // The one at the start, the burst of two; ten seconds refill a third of one.
        Assert.Equal(3, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task A_genuine_rotation_in_the_middle_of_the_flood_is_accepted_within_one_refill()
    {
        await using var api = await KeyApi.StartAsync();
        for (var step = 0; step < 10; step++, api.Time.Advance(Step))
            await FloodAsync(api);
        Assert.Equal(3, api.Issuer.JwksFetches);
        api.Issuer.Rotate();
        var rotated = api.Issuer.Issue();
        (await api.GetAsync(rotated)).IsUnavailable();
        var rotatedAt = api.Time.GetUtcNow();

        Answer answer;
        do
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            var flood = FloodAsync(api);
            answer = await api.GetAsync(rotated);
            await flood;
            if (answer.Code is not null)
                answer.IsUnavailable();
        }
        while (answer.Code is not null);

        answer.IsAccepted();
        Assert.InRange(api.Time.GetUtcNow() - rotatedAt, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(4, api.Issuer.JwksFetches);
    }

    [Fact]
    public async Task What_a_flood_leaves_in_memory_is_bounded()
    {
        await using var api = await KeyApi.StartAsync();
        var validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        await FloodAsync(api, validator);
        var before = Weigh(api);

        for (var step = 1; step < Steps; step++, api.Time.Advance(Step))
            await FloodAsync(api, validator);

        // A thousand kids of a hundred bytes are a tenth of a megabyte; ten thousand tokens would be seven.
        Assert.InRange(Weigh(api) - before, long.MinValue, 2_000_000);
    }

    private static long Weigh(KeyApi api)
    {
        api.Logs.Clear();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static Task<Answer[]> FloodAsync(KeyApi api) =>
        Task.WhenAll(Enumerable.Range(0, TokensPerStep).Select(_ => api.GetAsync(NewToken())));

    private static Task<AccessTokenResult[]> FloodAsync(KeyApi api, IAccessTokenValidator validator) =>
        Task.WhenAll(Enumerable.Range(0, TokensPerStep).Select(_ => validator.ValidateAsync(api.Issuer.Issue(NewToken())).AsTask()));

    private static TestAccessToken NewToken() => MadeUp with { KeyId = Guid.NewGuid().ToString() };
}
