namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>A fault while it lasts.</summary>
internal sealed class ActiveFault(IssuerFault fault, int times)
{
    readonly TaskCompletionSource _repaired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _left = times;

    internal IssuerFault Fault => fault;

    internal Task Repaired => _repaired.Task;

    /// <summary>Whether it hits one more fetch; the endpoint asks one at a time.</summary>
    internal bool TryTake()
    {
        if (_left == 0)
            return false;
        if (_left != int.MaxValue)
            _left--;
        return true;
    }

    internal void Release() => _repaired.TrySetResult();
}
