using ApiAuth.Middleware.Testing.Faults;
using ApiAuth.Middleware.Testing.Time;

namespace ApiAuth.Middleware.Testing;

/// <summary>One of the documents of a <see cref="TestIssuer"/>: what it says, how it fails, and how often it was asked for. Thread-safe.</summary>
public sealed class TestEndpoint
{
    private readonly Lock gate = new();
    private readonly TestIssuer owner;
    private readonly Func<string, string> write;
    private readonly List<ActiveFault> faults = [];
    private readonly Milestones fetches = new();
    private readonly Milestones cancelled = new();
    private long bytesSent;
    private string? document;

    internal TestEndpoint(TestIssuer owner, Func<string, string> write)
    {
        this.owner = owner;
        this.write = write;
    }

    /// <summary>A text that is served instead of the true document, any text. Null: the true document. Default: null.</summary>
    public string? Document
    {
        get => Volatile.Read(ref document);
        set => Volatile.Write(ref document, value);
    }

    /// <summary>How many fetches have begun.</summary>
    public int Fetches => fetches.Height;

    /// <summary>How many fetches were given up by the caller before they had an answer.</summary>
    public int CancelledFetches => cancelled.Height;

    /// <summary>How many bytes of bodies were sent, in all fetches together.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    /// <summary>Completes when <paramref name="count"/> fetches have begun since the issuer was created, at once if they have.</summary>
    /// <param name="count">One or more. For the next one say <c>Fetches + 1</c> before what causes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenRequestedAsync(int count = 1, CancellationToken cancellationToken = default) => fetches.WhenAtLeast(count).WaitAsync(cancellationToken);

    /// <summary>Completes when <paramref name="count"/> fetches were given up by their callers, at once if they were.</summary>
    /// <param name="count">One or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenCancelledAsync(int count = 1, CancellationToken cancellationToken = default) => cancelled.WhenAtLeast(count).WaitAsync(cancellationToken);

    /// <summary>Breaks the document until the result is disposed or <see cref="Repair"/> is called; the last fault wins.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many fetches it hits; after that the document is as it was before. Default: all.</param>
    public IDisposable Break(IssuerFault fault, int times = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var active = new ActiveFault(fault, times);
        lock (gate)
            faults.Add(active);
        return new Repairs(() => Remove(active));
    }

    /// <summary>Takes every fault away; what hangs is answered.</summary>
    public void Repair()
    {
        foreach (var fault in Snapshot())
            Remove(fault);
    }

    internal async Task<HttpResponseMessage> AnswerAsync(string issuer, CancellationToken cancellationToken)
    {
        var fault = TakeFault();
        var exchange = new Exchange(() => Document ?? write(issuer), owner.TimeProvider, fault?.Repaired ?? Task.CompletedTask, CountSent);
        fetches.Increment();
        try
        {
            return fault is null ? exchange.Answer() : await fault.Fault.AnswerAsync(exchange, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            cancelled.Increment();
            throw;
        }
    }

    private void CountSent(int bytes) => Interlocked.Add(ref bytesSent, bytes);

    private ActiveFault? TakeFault()
    {
        lock (gate)
            return faults.FindLast(fault => fault.TryTake());
    }

    private IReadOnlyList<ActiveFault> Snapshot()
    {
        lock (gate)
            return [.. faults];
    }

    private void Remove(ActiveFault fault)
    {
        lock (gate)
            faults.Remove(fault);
        fault.Release();
    }
}
