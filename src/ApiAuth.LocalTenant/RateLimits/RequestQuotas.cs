namespace ApiAuth.LocalTenant.RateLimits;

/// <summary>How many requests each caller has left. Safe to use from many threads.</summary>
internal sealed class RequestQuotas(TimeProvider time)
{
    private readonly Lock counting = new();
    private readonly Dictionary<string, Window> windows = [];

    /// <summary>Counts one request, and says where the caller stands after it.</summary>
    public Standing Take(string caller, RateLimit limit)
    {
        lock (counting)
        {
            var now = time.GetUtcNow();
            var window = windows.TryGetValue(caller, out var open) && open.IsOpen(limit, now) ? open : Start(caller, limit, now);
            windows[caller] = window with { Taken = Math.Min(window.Taken + 1, limit.Requests) };
            return new(limit.Requests, limit.Requests - windows[caller].Taken, window.EndsAt, IsAllowed: window.Taken < limit.Requests);
        }
    }

    public void Clear()
    {
        lock (counting)
            windows.Clear();
    }

    private Window Start(string caller, RateLimit limit, DateTimeOffset now)
    {
        foreach (var over in windows.Where(window => !window.Value.IsOpen(limit, now)).Select(window => window.Key).ToList())
            windows.Remove(over);
        return windows[caller] = new(now + limit.Window, Taken: 0);
    }

    private sealed record Window(DateTimeOffset EndsAt, int Taken)
    {
        // One that ends too late was opened before the clock was set back, or the limit changed.
        public bool IsOpen(RateLimit limit, DateTimeOffset now) => now < EndsAt && EndsAt - now <= limit.Window;
    }
}

/// <summary>Where a caller stands.</summary>
/// <param name="Limit">How many requests the window has.</param>
/// <param name="Remaining">How many of them are left.</param>
/// <param name="EndsAt">When the window ends.</param>
/// <param name="IsAllowed">Whether this request was still one of them.</param>
internal sealed record Standing(int Limit, int Remaining, DateTimeOffset EndsAt, bool IsAllowed);
