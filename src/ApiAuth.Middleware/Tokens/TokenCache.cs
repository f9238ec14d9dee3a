using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ApiAuth.Middleware.Tokens;

/// <summary>
/// The tokens of one scheme that passed, found by their hash. Bounded; a stream of tokens that are used once cannot push out those in use.
/// </summary>
/// <remarks>
/// Two queues, as in S3-FIFO: a new token waits in <c>fresh</c>; one that was used again by the time it reaches the end moves to <c>proven</c>,
/// the others leave. While <c>fresh</c> holds more than its tenth, only it gives way. Adding and evicting take the gate, finding does not.
/// An entry that was removed stays in its queue, and counts, until it reaches the end: the bound holds for all memory.
/// </remarks>
sealed class TokenCache(int capacity) : IAccessTokenCache
{
    private readonly ConcurrentDictionary<TokenHash, RememberedToken> tokens = new();
    private readonly Queue<RememberedToken> fresh = new();
    private readonly Queue<RememberedToken> proven = new();
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
        lock (gate)
        {
            if (!tokens.TryAdd(token.Hash, token))
                return;
            fresh.Enqueue(token);
            while (fresh.Count + proven.Count > capacity)
                Evict();
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            tokens.Clear();
            fresh.Clear();
            proven.Clear();
        }
    }

    public void Remove(RememberedToken token) => tokens.TryRemove(new(token.Hash, token));

    private void Evict()
    {
        if (fresh.Count > capacity / 10 || proven.Count == 0)
            EvictFrom(fresh);
        else
            EvictFrom(proven);
    }

    private void EvictFrom(Queue<RememberedToken> queue)
    {
        var token = queue.Dequeue();
        if (token.IsUsedAgain && Holds(token))
        {
            token.IsUsedAgain = false;
            proven.Enqueue(token);
        }
        else
        {
            Remove(token);
        }
    }

    // One like it may have come after it was removed.
    private bool Holds(RememberedToken token) => tokens.TryGetValue(token.Hash, out var held) && ReferenceEquals(held, token);
}
