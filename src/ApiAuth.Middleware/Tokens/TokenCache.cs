using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ApiAuth.Middleware.Tokens;

/// <summary>
/// The tokens of one scheme that passed, found by their hash. Bounded; a stream of tokens that are used once cannot push out those in use.
/// </summary>
/// <remarks>
/// Two queues, as in S3-FIFO: a new token waits in <c>fresh</c>; one that was used again by the time it reaches the end moves to <c>proven</c>,
/// the others leave. While <c>fresh</c> holds more than its tenth, only it gives way. A token that comes back after it left <c>fresh</c> was merely used more
/// seldom: it goes to <c>proven</c> at once, or tokens that came in turn would never take the places of those that come no more.
/// Adding and evicting take the gate, finding does not. An entry that was removed stays in its queue, and counts, until it reaches the end: the bound holds for
/// all memory.
/// </remarks>
sealed class TokenCache(int capacity) : IAccessTokenCache
{
    /// <summary>How many tokens one addition may look at: beyond that one goes even if it is in use, or all additions would wait for one.</summary>
    private const int MostLooks = 1000;

    private readonly ConcurrentDictionary<TokenHash, RememberedToken> tokens = new();
    private readonly Queue<RememberedToken> fresh = new();
    private readonly Queue<RememberedToken> proven = new();
    private readonly DepartedTokens departed = new(capacity);
    private readonly Lock gate = new();

    public bool IsOn => capacity > 0;

    public int Count => tokens.Count;

    public bool TryFind(TokenHash hash, [NotNullWhen(true)] out RememberedToken? token)
    {
        if (!tokens.TryGetValue(hash, out token))
            return false;
        token.IsUsedAgain = true;
        return true;
    }

    public void Add(RememberedToken token)
    {
        if (!IsOn)
            return;
        lock (gate)
        {
            if (tokens.ContainsKey(token.Hash))
                return;
            for (var looks = 1; fresh.Count + proven.Count >= capacity; looks++)
                Evict(mayStay: looks < MostLooks);
            tokens[token.Hash] = token;
            (departed.Contain(token.Hash) ? proven : fresh).Enqueue(token);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            tokens.Clear();
            fresh.Clear();
            proven.Clear();
            departed.Clear();
        }
    }

    public void Remove(RememberedToken token) => tokens.TryRemove(new(token.Hash, token));

    private void Evict(bool mayStay)
    {
        var isFresh = fresh.Count > capacity / 10 || proven.Count == 0;
        var token = (isFresh ? fresh : proven).Dequeue();
        if (!Holds(token))
            return;
        if (mayStay && token.IsUsedAgain)
        {
            token.IsUsedAgain = false;
            proven.Enqueue(token);
            return;
        }
        Remove(token);
        if (isFresh)
            departed.Add(token.Hash);
    }

    // One like it may have come after it was removed.
    private bool Holds(RememberedToken token) => tokens.TryGetValue(token.Hash, out var held) && ReferenceEquals(held, token);
}
