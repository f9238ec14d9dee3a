using System.Security.Cryptography;
using System.Text;
using ApiAuth.Middleware.Tokens;
using System.Runtime.InteropServices;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>What a remembered token is found by.</summary>
public class TokenHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(65536)]
    public void The_hash_is_SHA_256_of_the_whole_token(int length)
    {
        var token = RandomNumberGenerator.GetString("abc.", length);

        var expected = MemoryMarshal.Read<TokenHash>(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

        Assert.Equal(expected, TokenHash.Of(token));
        Assert.Equal(expected, new TokenHashes().Of(token.AsMemory()));
    }

    [Theory]
    [InlineData("é")]
    [InlineData("\ud800")]
    [InlineData("a\u0000é")]
    public void A_text_that_is_not_ASCII_has_none(string text)
    {
        Assert.NotNull(TokenHash.Of("e"));
        Assert.Null(TokenHash.Of(text));
        Assert.Null(new TokenHashes().Of(text.AsMemory()));
    }

    [Fact]
    public void One_text_in_two_objects_and_two_parts_of_one_object_have_the_hashes_of_what_they_say()
    {
        var hashes = new TokenHashes();
        var (one, other) = (new string('a', 40), new string('a', 40));
        var header = $"Bearer {one}";

        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(TokenHash.Of(one), hashes.Of(one.AsMemory()));
            Assert.Equal(TokenHash.Of(one), hashes.Of(other.AsMemory()));
            Assert.Equal(TokenHash.Of(one), hashes.Of(header.AsMemory(7)));
            Assert.Equal(TokenHash.Of(header), hashes.Of(header.AsMemory()));
            Assert.Equal(TokenHash.Of("Bearer"), hashes.Of(header.AsMemory(0, 6)));
            Assert.Equal(TokenHash.Of("aaaa"), hashes.Of("aaaa".ToCharArray()));
        }
    }

    [Fact]
    public async Task Many_threads_that_share_many_texts_always_get_their_own()
    {
        var hashes = new TokenHashes();
        var texts = Enumerable.Range(0, 500).Select(index => $"Bearer token.{index}").ToArray();
        var expected = texts.Select(text => TokenHash.Of(text.AsSpan(7))).ToArray();

        await Parallel.ForAsync(0, 20_000, (index, _) =>
        {
            var which = index * 7919 % texts.Length;
            Assert.Equal(expected[which], hashes.Of(texts[which].AsMemory(7)));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void A_text_is_kept_no_longer_than_its_owner_keeps_it()
    {
        var hashes = new TokenHashes();
        var gone = HashSeveralTimes(hashes);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(gone.IsAlive);
        GC.KeepAlive(hashes);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference HashSeveralTimes(TokenHashes hashes)
    {
        var token = RandomNumberGenerator.GetString("abc.", 600);
        for (var time = 0; time < 3; time++)
            Assert.NotNull(hashes.Of(token.AsMemory()));
        return new(token);
    }
}
