namespace ApiAuth.LocalTenant;

/// <summary>Which requests came: a counter for each path and the last ones in detail. Safe to use from many threads.</summary>
public sealed class RequestLog
{
    private readonly Lock adding = new();
    private readonly Dictionary<string, int> counts = [];
    private readonly Queue<RequestLogEntry> recent = new();
    private readonly int capacity;

    internal RequestLog(int capacity) => this.capacity = capacity;

    /// <summary>The last requests, oldest first; at most <see cref="LocalTenantOptions.RequestLogCapacity"/>.</summary>
    public IReadOnlyList<RequestLogEntry> Recent
    {
        get
        {
            lock (adding)
                return [.. recent];
        }
    }

    /// <summary>How many requests were answered at each path, since the start or the last <see cref="Clear"/>.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (adding)
                return new Dictionary<string, int>(counts);
        }
    }

    /// <summary>How many requests were answered at <paramref name="path"/>, one of <see cref="TenantPaths"/>, since the start or the last <see cref="Clear"/>.</summary>
    public int Count(string path)
    {
        lock (adding)
            return counts.GetValueOrDefault(path);
    }

    /// <summary>Forgets all requests and sets every counter to zero.</summary>
    public void Clear()
    {
        lock (adding)
        {
            counts.Clear();
            recent.Clear();
        }
    }

    internal void Add(RequestLogEntry entry)
    {
        lock (adding)
        {
            counts[entry.Path] = counts.GetValueOrDefault(entry.Path) + 1;
            recent.Enqueue(entry);
            while (recent.Count > capacity)
                recent.Dequeue();
        }
    }
}
