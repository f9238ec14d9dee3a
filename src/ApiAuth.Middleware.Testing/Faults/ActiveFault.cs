namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>A fault while it lasts.</summary>
internal sealed class ActiveFault(IssuerFault fault, int times)
{
    private readonly TaskCompletionSource repaired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = times;

    internal IssuerFault Fault => fault;

    internal Task Repaired => repaired.Task;

    /// <summary>Whether it hits one more fetch; the endpoint asks one at a time.</summary>
    internal bool TryTake()
    {
        if (left == 0)
            return false;
        if (left != int.MaxValue)
            left--;
        return true;
    }

    internal void Release() => repaired.TrySetResult();
}
