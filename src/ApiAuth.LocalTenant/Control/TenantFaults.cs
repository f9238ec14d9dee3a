namespace ApiAuth.LocalTenant;

/// <summary>What goes wrong at the tenant at the moment. Safe to use from many threads.</summary>
public sealed class TenantFaults
{
    private readonly Lock changing = new();
    private readonly List<InjectedFault> active = [];
    private int number;

    internal TenantFaults()
    {
    }

    /// <summary>The faults that were added and not released, oldest first; those that have hit all their requests included.</summary>
    public IReadOnlyList<InjectedFault> Active
    {
        get
        {
            lock (changing)
                return [.. active];
        }
    }

    /// <summary>Lets something go wrong from now on. Where several faults fit a request, the oldest that has requests left hits it.</summary>
    /// <exception cref="LocalTenantException">The fault contradicts itself, as the message says.</exception>
    public InjectedFault Add(TenantFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Problem() is { } problem)
            throw new LocalTenantException(problem);
        lock (changing)
        {
            var injected = new InjectedFault($"fault_{++number}", fault, Remove);
            active.Add(injected);
            return injected;
        }
    }

    /// <summary>Releases every fault.</summary>
    public void Clear()
    {
        foreach (var fault in Active)
            fault.Release();
    }

    internal InjectedFault? Hit(string path)
    {
        lock (changing)
            return active.Find(fault => fault.TryHit(path));
    }

    private void Remove(InjectedFault fault)
    {
        lock (changing)
            active.Remove(fault);
    }
}
