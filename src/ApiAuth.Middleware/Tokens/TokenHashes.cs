using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ApiAuth.Middleware.Tokens;

/// <summary>
/// The hashes of tokens, each made once for a text that comes again as the very same object. A server hands out one object for a header that its
/// connection repeats, so that most repeated tokens are not hashed anew.
/// </summary>
/// <remarks>A text cannot change, and nothing but its hash hangs on it: no verdict, and no token is kept longer than the server keeps it.</remarks>
sealed class TokenHashes
{
    private readonly ConditionalWeakTable<string, HashOfPart> known = [];
    private readonly int[] seen = new int[4096];

    /// <inheritdoc cref="TokenHash.Of"/>
    public TokenHash? Of(ReadOnlyMemory<char> token)
    {
        if (!MemoryMarshal.TryGetString(token, out var text, out var start, out var length))
            return TokenHash.Of(token.Span);
        if (known.TryGetValue(text, out var made) && made.Start == start && made.Length == length)
            return made.Hash;

        var hash = TokenHash.Of(token.Span);
        if (hash is { } value && ComesAgain(text))
            known.AddOrUpdate(text, new(start, length, value));
        return hash;
    }

    // A text that comes once is not worth its place in the table. Two threads that meet here at worst put one more or one less there.
    private bool ComesAgain(string text)
    {
        var identity = RuntimeHelpers.GetHashCode(text);
        ref var last = ref seen[identity % seen.Length];
        if (last == identity)
            return true;
        last = identity;
        return false;
    }

    private sealed record HashOfPart(int Start, int Length, TokenHash Hash);
}
