using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Keys;

public class SnapshotTests
{
    private const int Swaps = 100;
    private const int Readers = 4;

    [Fact]
    public async Task Readers_during_swaps_always_see_a_whole_set()
    {
        await using var api = await KeyApi.StartAsync(options => options.Tokens.Algorithms = ["RS256", "ES256"]);
        var validator = api.Services.GetRequiredService<IAccessTokenValidator>();
        var (small, large) = (KeySet(3), KeySet(5));
        var stays = api.Issuer.Issue(TestAccessToken.Valid with { Key = Key(0) });
        api.Issuer.Jwks.Document = small;
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested || reads == 0; reads++)
            {
                Assert.Contains(api.State.KeyCount, new[] { 3, 5 });
                Assert.Equal("valid", (await validator.ValidateAsync(stays)).ToString());
                await Task.Yield();
            }
            return reads;
        })).ToArray();
        for (var swap = 0; swap < Swaps; swap++)
        {
            api.Issuer.Jwks.Document = swap % 2 == 0 ? large : small;
            await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);
            Assert.Equal(swap % 2 == 0 ? 5 : 3, api.State.KeyCount);
        }
        await done.CancelAsync();

        Assert.DoesNotContain(0, await Task.WhenAll(readers));
    }

    [Fact]
    public async Task A_key_that_left_and_came_back_serves_again_and_a_token_remembered_before_is_examined_anew()
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = 100);
        var key = api.Issuer.CurrentKey;
        var token = api.Issuer.Issue();
        (await api.GetAsync(token)).IsAccepted();
        api.Issuer.Rotate();
        api.Issuer.Withdraw(key.KeyId);
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);
        (await api.GetAsync(token)).IsRefused("key_unknown");

        api.Issuer.Publish(key);
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        (await api.GetAsync(token)).IsAccepted();
    }

    [Fact]
    public async Task A_kid_that_is_given_to_another_key_takes_the_trust_from_the_first()
    {
        await using var api = await KeyApi.StartAsync(options => options.TokenCache.Capacity = 100);
        var (first, second) = (api.Issuer.CurrentKey, api.Issuer.CreateKey() with { KeyId = api.Issuer.CurrentKey.KeyId });
        var token = api.Issuer.Issue();
        (await api.GetAsync(token)).IsAccepted();
        api.Issuer.Withdraw(first.KeyId);
        api.Issuer.Rotate(second);

        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        (await api.GetAsync(token)).IsRefused("signature_invalid");
        (await api.GetAsync()).IsAccepted();
    }

    private static TestKey Key(int index) => TestKey.Ec(index: index) with { KeyId = $"key-{index}" };

    private static string KeySet(int count) => $$"""{"keys":[{{string.Join(',', Enumerable.Range(0, count).Select(index => Key(index).ToJwk()))}}]}""";
}
