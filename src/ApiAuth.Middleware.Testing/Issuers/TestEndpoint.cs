using ApiAuth.Middleware.Testing.Faults;
using ApiAuth.Middleware.Testing.Time;

namespace ApiAuth.Middleware.Testing;

/// <summary>One of the documents of a <see cref="TestIssuer"/>: what it says, how it fails, and how often it was asked for. Thread-safe.</summary>
public sealed class TestEndpoint
{
    readonly Lock _gate = new();
    readonly TestIssuer _issuer;
    readonly Func<string, IReadOnlyList<TestKey>, string> _write;
    readonly List<ActiveFault> _faults = [];
    readonly Milestones _fetches = new();
    readonly Milestones _cancelled = new();
    long _bytesSent;
    string? _document;

    internal TestEndpoint(TestIssuer issuer, Func<string, IReadOnlyList<TestKey>, string> write)
    {
        _issuer = issuer;
        _write = write;
    }

    /// <summary>A text that is served instead of the true document, any text. Null: the true document. Default: null.</summary>
    public string? Document
    {
        get => Volatile.Read(ref _document);
        set => Volatile.Write(ref _document, value);
    }

    /// <summary>How many fetches have begun.</summary>
    public int Fetches => _fetches.Height;

    /// <summary>How many fetches were given up by the caller before they had an answer.</summary>
    public int CancelledFetches => _cancelled.Height;

    /// <summary>How many bytes of bodies were sent, in all fetches together.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Completes when <paramref name="count"/> fetches have begun since the issuer was created, at once if they have.</summary>
    /// <param name="count">One or more. For the next one say <c>Fetches + 1</c> before what causes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenRequestedAsync(int count = 1, CancellationToken cancellationToken = default) => _fetches.WhenAtLeast(count).WaitAsync(cancellationToken);

    /// <summary>Completes when <paramref name="count"/> fetches were given up by their callers, at once if they were.</summary>
    /// <param name="count">One or more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenCancelledAsync(int count = 1, CancellationToken cancellationToken = default) => _cancelled.WhenAtLeast(count).WaitAsync(cancellationToken);

    /// <summary>Breaks the document until the result is disposed or <see cref="Repair"/> is called; the last fault wins.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many fetches it hits; after that the document is as it was before. Default: all.</param>
    public IDisposable Break(IssuerFault fault, int times = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var active = new ActiveFault(fault, times);
        lock (_gate)
            _faults.Add(active);
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
        var exchange = new Exchange(() => Document ?? _write(issuer, _issuer.Keys), _issuer.TimeProvider, fault?.Repaired ?? Task.CompletedTask, CountSent);
        _fetches.Increment();
        try
        {
            return fault is null ? exchange.Answer() : await fault.Fault.AnswerAsync(exchange, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.Increment();
            throw;
        }
    }

    void CountSent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);

    ActiveFault? TakeFault()
    {
        lock (_gate)
            return _faults.FindLast(fault => fault.TryTake());
    }

    IReadOnlyList<ActiveFault> Snapshot()
    {
        lock (_gate)
            return [.. _faults];
    }

    void Remove(ActiveFault fault)
    {
        lock (_gate)
            _faults.Remove(fault);
        fault.Release();
    }
}
