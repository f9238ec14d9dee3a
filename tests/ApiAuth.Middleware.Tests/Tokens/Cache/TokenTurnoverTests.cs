using ApiAuth.Middleware.Tokens;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>Tokens live an hour, hosts live for months: what was in use gives way to what is.</summary>
public class TokenTurnoverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_token_is_there_after_it_was_added_however_small_the_cache_and_however_much_used_the_others(int capacity)
    {
        var cache = new TokenCache(capacity);

        for (var index = 0; index < capacity * 5; index++)
        {
            cache.Add(CacheToken.Of(index));
            Assert.True(cache.TryFind(CacheToken.Hash(index), out var added), $"token {index} was not taken in");
            if (index % 2 == 0)
                cache.Remove(added);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tokens_that_come_in_turn_take_the_places_of_those_that_come_no_more(bool wereRemoved)
    {
        var cache = new TokenCache(1000);
        for (var old = 0; old < 1100; old++)
        {
            cache.Add(CacheToken.Of(old));
            Assert.True(cache.TryFind(CacheToken.Hash(old), out var found));
            if (wereRemoved)
                cache.Remove(found);
        }

        for (var round = 0; round < 8; round++)
            Misses(cache, 10_000..10_500);

        Assert.Equal(0, Misses(cache, 10_000..10_500));
    }

    [Fact]
    public void One_addition_looks_at_a_thousand_tokens_at_most()
    {
        var cache = new TokenCache(5000);
        var used = Enumerable.Range(0, 5000).Select(CacheToken.Of).ToArray();
        foreach (var token in used)
        {
            cache.Add(token);
            Assert.True(cache.TryFind(token.Hash, out _));
        }

        cache.Add(CacheToken.Of(5000));

        Assert.InRange(used.Count(token => !token.IsUsedAgain), 1, 1000);
        Assert.Equal(5000, cache.Count);
    }

    [Fact]
    public async Task No_moment_has_more_tokens_than_the_capacity()
    {
        var cache = new TokenCache(10);
        var tokens = Enumerable.Range(0, 50_000).Select(CacheToken.Of).ToArray();

        var adding = Task.Run(() => Array.ForEach(tokens, cache.Add), TestContext.Current.CancellationToken);
        var most = 0;
        while (!adding.IsCompleted)
            most = Math.Max(most, cache.Count);
        await adding;

        Assert.Equal(10, cache.Count);
        Assert.InRange(most, 0, 10);
    }

    private static int Misses(TokenCache cache, Range range)
    {
        var misses = 0;
        for (var index = range.Start.Value; index < range.End.Value; index++)
        {
            if (cache.TryFind(CacheToken.Hash(index), out _))
                continue;
            misses++;
            cache.Add(CacheToken.Of(index));
        }
        return misses;
    }
}
