using System.Collections.Frozen;

namespace ApiAuth.Middleware.Keys;

/// <summary>The usable keys of one fetch. Immutable; a reader sees a whole set or another whole set.</summary>
sealed class KeySet
{
    private readonly FrozenDictionary<string, SigningKey[]> byKid;

    public KeySet(IEnumerable<SigningKey> keys)
    {
        All = [.. keys];
        byKid = All.Where(key => key.Kid is not null)
            .GroupBy(key => key.Kid!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    public IReadOnlyList<SigningKey> All { get; }

    public bool Knows(string kid) => byKid.ContainsKey(kid);

    /// <summary>
    /// The keys that may have signed a token with this <c>kid</c> and <c>alg</c>, at most <see cref="MaxCandidates"/>;
    /// without a <c>kid</c> the only fitting key, if there is exactly one (RFC 7515 §4.1.4).
    /// </summary>
    public SigningKey[] Fitting(string? kid, string algorithm)
    {
        if (kid is null)
            return All.Where(key => key.Fits(algorithm)).Take(2).ToArray() is [var only] ? [only] : [];
        if (!byKid.TryGetValue(kid, out var keys))
            return [];
        return keys.Length == 1 && keys[0].Fits(algorithm) ? keys : [.. keys.Where(key => key.Fits(algorithm)).Take(MaxCandidates)];
    }

    /// <summary>How many signatures one token may cost: several keys with one <c>kid</c> are tried, but not without bound.</summary>
    public const int MaxCandidates = 4;
}
