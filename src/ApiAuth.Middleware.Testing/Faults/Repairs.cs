namespace ApiAuth.Middleware.Testing.Faults;

/// <summary>Undoes what was broken when it is disposed.</summary>
internal sealed class Repairs(params Action[] repairs) : IDisposable
{
    public void Dispose()
    {
        foreach (var repair in repairs)
            repair();
    }
}
