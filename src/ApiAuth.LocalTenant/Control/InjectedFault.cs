namespace ApiAuth.LocalTenant;

/// <summary>A fault while it lasts. Disposing releases it.</summary>
public sealed class InjectedFault : IDisposable
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<InjectedFault> remove;
    private int hits;

    internal InjectedFault(string id, TenantFault fault, Action<InjectedFault> remove)
    {
        Id = id;
        Fault = fault;
        this.remove = remove;
    }

    /// <summary>Names it at the control plane.</summary>
    public string Id { get; }

    /// <summary>What goes wrong.</summary>
    public TenantFault Fault { get; }

    /// <summary>How many requests it has hit.</summary>
    public int Hits => Volatile.Read(ref hits);

    internal Task Released => released.Task;

    /// <summary>Takes the fault away; requests that hang get their answer.</summary>
    public void Release()
    {
        remove(this);
        released.TrySetResult();
    }

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();

    /// <summary>Whether it hits a request for this path; the caller asks one at a time.</summary>
    internal bool TryHit(string path)
    {
        if ((Fault.Path is { } hit && hit != path) || hits >= Fault.Count)
            return false;
        hits++;
        return true;
    }
}
