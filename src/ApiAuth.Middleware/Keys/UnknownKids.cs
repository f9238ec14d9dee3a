namespace ApiAuth.Middleware.Keys;

/// <summary>
/// What keeps made-up <c>kid</c>s from turning into requests to the issuer: a token bucket of fetches, and a bounded memory of the
/// <c>kid</c>s that the newest set was found to lack. Used under the gate of <see cref="IssuerKeys"/>.
/// </summary>
sealed class UnknownKids(int burst, TimeSpan interval)
{
    private const int MaxRemembered = 1000;
    private const int MaxKidLength = 256;
    private readonly Dictionary<string, DateTimeOffset> lacking = new(StringComparer.Ordinal);
    private double fetches = burst;
    private DateTimeOffset filledAt;

    /// <summary>Takes one fetch out of the bucket; if it is empty says after how long it will not be.</summary>
    public bool TryTakeFetch(DateTimeOffset now, out TimeSpan wait)
    {
        Refill(now);
        wait = fetches >= 1 ? TimeSpan.Zero : (1 - fetches) * interval;
        if (fetches < 1)
            return false;
        fetches--;
        return true;
    }

    /// <summary>The newest set is known to lack this <c>kid</c>, and that was found out less than one interval ago.</summary>
    public bool IsLacking(string kid, DateTimeOffset now) => lacking.TryGetValue(kid, out var until) && now < until;

    public void Remember(string kid, DateTimeOffset now)
    {
        if (lacking.Count < MaxRemembered && kid.Length <= MaxKidLength)
            lacking[kid] = now + interval;
    }

    /// <summary>A new set came: what the old one lacked says nothing.</summary>
    public void Forget() => lacking.Clear();

    private void Refill(DateTimeOffset now)
    {
        if (filledAt != default && now > filledAt)
            fetches = Math.Min(burst, fetches + ((now - filledAt) / interval));
        if (filledAt == default || now > filledAt)
            filledAt = now;
    }
}
