using System.Security.Cryptography;
using System.Text;

namespace ApiAuth.LocalTenant.State;

/// <summary>
/// Remembers values for a while, each by a secret that was handed out. Only the hash of the secret is kept. Where the table is full, the oldest entry goes.
/// Safe to use from many threads.
/// </summary>
internal sealed class ExpiringTable<T>(TimeProvider time, int capacity)
    where T : class
{
    private static readonly TimeSpan TimeBetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly Lock changing = new();
    private readonly OrderedDictionary<string, Entry> entries = [];
    private DateTimeOffset sweptAt;

    public int Count
    {
        get
        {
            lock (changing)
                return entries.Count;
        }
    }

    /// <param name="secret">Hard to guess, handed out to one caller.</param>
    /// <param name="value">What to remember.</param>
    /// <param name="lifetime">Null: until it is pushed out.</param>
    public void Add(string secret, T value, TimeSpan? lifetime)
    {
        lock (changing)
        {
            var now = time.GetUtcNow();
            Sweep(now);
            while (entries.Count >= capacity)
                entries.RemoveAt(0);
            entries[Hash(secret)] = new(value, now + lifetime);
        }
    }

    /// <summary>As <see cref="Add"/>, unless something is remembered by that secret already: then false.</summary>
    public bool TryAdd(string secret, T value, TimeSpan lifetime)
    {
        lock (changing)
        {
            if (Live(Hash(secret)) is not null)
                return false;
            Add(secret, value, lifetime);
            return true;
        }
    }

    public T? Find(string secret)
    {
        lock (changing)
            return Live(Hash(secret))?.Value;
    }

    /// <summary>The value, which is then forgotten.</summary>
    public T? Take(string secret)
    {
        lock (changing)
        {
            var key = Hash(secret);
            var found = Live(key)?.Value;
            entries.Remove(key);
            return found;
        }
    }

    /// <summary>Puts another value in place of the one that is there, which it gives back; its lifetime stays.</summary>
    public T? Exchange(string secret, Func<T, T> change)
    {
        lock (changing)
        {
            var key = Hash(secret);
            if (Live(key) is not { } found)
                return null;
            entries[key] = found with { Value = change(found.Value) };
            return found.Value;
        }
    }

    public void RemoveWhere(Func<T, bool> condition)
    {
        lock (changing)
            Remove(entry => condition(entry.Value));
    }

    public void Clear()
    {
        lock (changing)
            entries.Clear();
    }

    private Entry? Live(string key) => entries.TryGetValue(key, out var entry) && !entry.IsOver(time.GetUtcNow()) ? entry : null;

    // A clock that was set back sweeps too.
    private void Sweep(DateTimeOffset now)
    {
        if ((now - sweptAt).Duration() < TimeBetweenSweeps)
            return;
        Remove(entry => entry.IsOver(now));
        sweptAt = now;
    }

    private void Remove(Func<Entry, bool> condition)
    {
        foreach (var key in entries.Where(entry => condition(entry.Value)).Select(entry => entry.Key).ToList())
            entries.Remove(key);
    }

    private static string Hash(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Entry(T Value, DateTimeOffset? ExpiresAt)
    {
        public bool IsOver(DateTimeOffset now) => ExpiresAt <= now;
    }
}
