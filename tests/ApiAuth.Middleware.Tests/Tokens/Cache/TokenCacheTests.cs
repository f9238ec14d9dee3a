using ApiAuth.Middleware.Tokens;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>Which tokens stay and which give way.</summary>
public class TokenCacheTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void The_capacity_is_a_hard_bound(int capacity)
    {
        var cache = new TokenCache(capacity);

        for (var index = 0; index < capacity + 2000; index++)
        {
            cache.Add(CacheToken.Of(index));
            Assert.True(index % 499 != 0 || cache.Count <= capacity, $"{cache.Count} of {capacity}");
            // Some are used again, which must not keep them beyond the bound.
            if (index % 3 == 0)
                cache.TryFind(CacheToken.Hash(index), out _);
        }

        Assert.Equal(capacity, cache.Count);
    }

    [Fact]
    public void Tokens_in_use_outlive_a_stream_of_tokens_that_come_once()
    {
        var cache = new TokenCache(100);
        var inUse = Enumerable.Range(0, 50).ToArray();
        foreach (var index in inUse)
            cache.Add(CacheToken.Of(index));

        for (var once = 1000; once < 21_000; once++)
        {
            if (once % 20 == 0)
                Assert.All(inUse, index => Assert.True(cache.TryFind(CacheToken.Hash(index), out _), $"token {index} was pushed out by token {once}"));
            cache.Add(CacheToken.Of(once));
        }
    }

    [Fact]
    public void Tokens_that_are_no_longer_used_give_way_in_the_end()
    {
        var cache = new TokenCache(100);
        for (var index = 0; index < 100; index++)
        {
            cache.Add(CacheToken.Of(index));
            cache.TryFind(CacheToken.Hash(index), out _);
        }

        for (var index = 1000; index < 1500; index++)
        {
            cache.Add(CacheToken.Of(index));
            cache.TryFind(CacheToken.Hash(index), out _);
        }

        Assert.All(Enumerable.Range(0, 100), index => Assert.False(cache.TryFind(CacheToken.Hash(index), out _)));
        Assert.Equal(100, cache.Count);
    }

    [Fact]
    public void A_token_that_was_removed_is_not_found_and_one_like_it_can_be_added_again()
    {
        var cache = new TokenCache(10);
        var token = CacheToken.Of(1);
        cache.Add(token);
        Assert.True(cache.TryFind(CacheToken.Hash(1), out var found));
        Assert.Same(token, found);

        cache.Remove(token);
        Assert.False(cache.TryFind(CacheToken.Hash(1), out _));

        var again = CacheToken.Of(1);
        cache.Add(again);
        cache.Remove(token);
        Assert.True(cache.TryFind(CacheToken.Hash(1), out found));
        Assert.Same(again, found);
    }

    [Fact]
    public void Clear_forgets_all_and_the_cache_works_on()
    {
        var cache = new TokenCache(10);
        for (var index = 0; index < 10; index++)
            cache.Add(CacheToken.Of(index));
        Assert.Equal(10, cache.Count);

        cache.Clear();

        Assert.Equal(0, cache.Count);
        Assert.All(Enumerable.Range(0, 10), index => Assert.False(cache.TryFind(CacheToken.Hash(index), out _)));
        for (var index = 0; index < 30; index++)
            cache.Add(CacheToken.Of(index));
        Assert.Equal(10, cache.Count);
    }

    [Fact]
    public void Hashes_that_share_a_bucket_are_told_apart()
    {
        var cache = new TokenCache(10);
        var alike = new TokenHash(7, 1, 1, 1);
        TokenHash[] others = [new(7, 2, 1, 1), new(7, 1, 2, 1), new(7, 1, 1, 2)];
        cache.Add(CacheToken.Of(alike));

        Assert.True(cache.TryFind(alike, out _));
        Assert.All(others, other =>
        {
            Assert.Equal(alike.GetHashCode(), other.GetHashCode());
            Assert.False(cache.TryFind(other, out _));
        });
    }

    [Fact]
    public async Task Adding_finding_removing_and_clearing_at_once_never_mixes_tokens_up()
    {
        var cache = new TokenCache(200);

        await Parallel.ForAsync(0, 60_000, (step, _) =>
        {
            var index = (int)((uint)step * 2654435761u % 600);
            if (cache.TryFind(CacheToken.Hash(index), out var found))
            {
                Assert.Equal(CacheToken.Hash(index), found.Hash);
                if (step % 11 == 0)
                    cache.Remove(found);
            }
            else
            {
                cache.Add(CacheToken.Of(index));
            }
            if (step % 5000 == 0)
                cache.Clear();
            return ValueTask.CompletedTask;
        });

        Assert.InRange(cache.Count, 1, 200);
        for (var index = 1000; index < 1400; index++)
        {
            cache.Add(CacheToken.Of(index));
            Assert.True(cache.TryFind(CacheToken.Hash(index), out _));
        }
        Assert.Equal(200, cache.Count);
    }
}
