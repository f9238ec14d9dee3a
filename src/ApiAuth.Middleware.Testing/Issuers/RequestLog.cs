namespace ApiAuth.Middleware.Testing.Issuers;

/// <summary>Addresses in the order in which they were asked for. Thread-safe.</summary>
internal sealed class RequestLog
{
    readonly Lock _gate = new();
    readonly List<Uri> _addresses = [];

    internal void Add(Uri address)
    {
        lock (_gate)
            _addresses.Add(address);
    }

    internal IReadOnlyList<Uri> Snapshot()
    {
        lock (_gate)
            return [.. _addresses];
    }
}
