namespace ApiAuth.Middleware.Testing.Issuers;

/// <summary>Addresses in the order in which they were asked for. Thread-safe.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<Uri> addresses = [];

    internal void Add(Uri address)
    {
        lock (gate)
            addresses.Add(address);
    }

    internal IReadOnlyList<Uri> Snapshot()
    {
        lock (gate)
            return [.. addresses];
    }
}
