namespace ApiAuth.Middleware.Keys;

/// <summary>
/// What keeps made-up <c>kid</c>s from turning into requests to the issuer: a token bucket of fetches, and a bounded memory of the
/// <c>kid</c>s that the newest set was found to lack. Used under the gate of <see cref="KeyRenewal"/>.
/// </summary>
sealed class UnknownKids(int burst, TimeSpan interval)
{
    private const int MaxRemembered = 1000;
    private const int MaxKidLength = 256;
    private readonly HashSet<string> lacking = new(StringComparer.Ordinal);
    private long lackingIn;
    private double fetches = burst;
    private Moment? filledAt;

    /// <summary>Takes one fetch out of the bucket; if it is empty says after how long it will not be.</summary>
    public bool TryTakeFetch(Moment now, out TimeSpan wait)
    {
        Fill(now);
        wait = fetches >= 1 ? TimeSpan.Zero : (1 - fetches) * interval;
        if (fetches < 1)
            return false;
        fetches--;
        return true;
    }

    /// <summary>Takes a fetch only out of a full bucket, so that a token with an unknown <c>kid</c> finds as many as it would otherwise, but for one.</summary>
    public bool TryTakeSpareFetch(Moment now)
    {
        Fill(now);
        return fetches >= burst && TryTakeFetch(now, out _);
    }

    /// <summary>This set is known to lack this <c>kid</c>, and it is younger than one interval.</summary>
    public bool IsLacking(string kid, KeySnapshot snapshot, Moment now) =>
        snapshot.FetchNumber == lackingIn && now.Since(snapshot.FetchedAt) < interval && lacking.Contains(kid);

    /// <summary>What an older set lacked says nothing, and is forgotten.</summary>
    public void Remember(string kid, KeySnapshot snapshot)
    {
        if (snapshot.FetchNumber != lackingIn)
            lacking.Clear();
        lackingIn = snapshot.FetchNumber;
        if (lacking.Count < MaxRemembered && kid.Length <= MaxKidLength)
            lacking.Add(kid);
    }

    private void Fill(Moment now)
    {
        fetches = Math.Min(burst, fetches + (now.Since(filledAt ?? now) / interval));
        filledAt = now;
    }
}
