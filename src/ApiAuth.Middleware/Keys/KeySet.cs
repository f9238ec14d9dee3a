using System.Collections.Frozen;

namespace ApiAuth.Middleware.Keys;

/// <summary>The usable keys of one fetch. Immutable; a reader sees a whole set or another whole set.</summary>
sealed class KeySet
{
    /// <summary>How many signatures one token may cost: several keys with one <c>kid</c> are tried, but not without bound.</summary>
    private const int MaxCandidates = 4;

    private readonly FrozenDictionary<string, SigningKey[]> byKid;

    public KeySet(IEnumerable<SigningKey> keys)
    {
        All = [.. keys.DistinctBy(key => key.Identity, StringComparer.Ordinal)];
        byKid = All.Where(key => key.Kid is not null)
            .GroupBy(key => key.Kid!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    public IReadOnlyList<SigningKey> All { get; }

    /// <summary>The next set. A key that stays is the same object; one that left says so to the remembered tokens that hold it.</summary>
    public static KeySet Renew(KeySet? old, IEnumerable<SigningKey> fetched)
    {
        var held = (old?.All ?? []).ToDictionary(key => key.Identity, StringComparer.Ordinal);
        var set = new KeySet(fetched.Select(key => held.GetValueOrDefault(key.Identity, key)));
        foreach (var gone in held.Values.Except(set.All))
            gone.Withdraw();
        return set;
    }

    /// <summary>
    /// The keys that may have signed a token with this <c>kid</c> and <c>alg</c>; without a <c>kid</c> the only fitting key, if there is exactly one (RFC 7515 §4.1.4).
    /// Null: no key has this <c>kid</c>, but a newer set might.
    /// </summary>
    public KeyLookup? Find(string? kid, string algorithm)
    {
        if (kid is null)
            return KeyLookup.Of(All.Where(key => key.Fits(algorithm)).Take(2).ToArray() is [var only] ? [only] : []);
        if (!byKid.TryGetValue(kid, out var keys))
            return null;
        return KeyLookup.Of(keys is [var single] && single.Fits(algorithm) ? keys : [.. keys.Where(key => key.Fits(algorithm)).Take(MaxCandidates)]);
    }
}
