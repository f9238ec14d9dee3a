using ApiAuth.Middleware.Diagnostics;

namespace ApiAuth.Middleware.Keys;

/// <summary>Fetches the keys of one issuer, one fetch at a time, and swaps the snapshot that requests read. The protocol is told at <see cref="FetchedKeys"/>.</summary>
sealed class KeyRenewal(IssuerSettings settings, Func<HttpClient> client, KeyDiagnostics diagnostics) : IDisposable
{
    private readonly CancellationTokenSource disposing = new();
    private volatile KeySnapshot snapshot = KeySnapshot.Empty;
    private volatile Task<KeySnapshot>? underWay;
    private volatile Task<KeySnapshot>? newest;
    private ITimer? timer;
    private long started;
    private bool disposed;

    /// <summary>Held by whoever decides over a fetch: while it is held, none ends and none begins.</summary>
    public Lock Gate { get; } = new();

    public KeySnapshot Snapshot => snapshot;

    /// <summary>The fetch that runs; it ends with the snapshot it left, and never with an exception.</summary>
    public Task<KeySnapshot>? UnderWay => underWay;

    /// <summary>A fetch runs, or has ended and is not told of yet.</summary>
    public bool IsFetching => newest is { IsCompleted: false };

    /// <summary>The number of the newest fetch that has begun.</summary>
    public long Started => Interlocked.Read(ref started);

    public Moment Now => Moment.Of(settings.TimeProvider);

    /// <summary>Begins a fetch. Only with the <see cref="Gate"/>, and only if none is under way.</summary>
    public Task<KeySnapshot> Start()
    {
        var (number, begun) = (Interlocked.Increment(ref started), Now);
        var ended = new TaskCompletionSource<KeySnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        underWay = newest = ended.Task;
        // Unsafe: the request that happens to start a fetch must not lend it its activity, its culture or its user.
        ThreadPool.UnsafeQueueUserWorkItem(static fetch => _ = fetch.renewal.RunAsync(fetch.number, fetch.begun, fetch.ended), (renewal: this, number, begun, ended), preferLocal: false);
        return ended.Task;
    }

    /// <summary>Begins a fetch if it is time. A timer may ring a little before the clock says so: then it is set again.</summary>
    public void StartIfDue()
    {
        lock (Gate)
        {
            if (underWay is not null || disposed)
                return;
            var wait = snapshot.DueIn(Now);
            if (wait <= TimeSpan.Zero)
                _ = Start();
            else
                Plan(wait);
        }
    }

    /// <summary>Ends the fetch under way, quietly; the next ones fail at once.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (disposed)
                return;
            disposed = true;
            timer?.Dispose();
        }
        disposing.Cancel();
        disposing.Dispose();
    }

    private async Task RunAsync(long number, Moment begun, TaskCompletionSource<KeySnapshot> ended)
    {
        using var span = KeyDiagnostics.FetchSpan(settings.Alias);
        var result = await FetchAsync();
        var next = Apply(number, result, begun);
        try
        {
            if (!disposed)
                diagnostics.FetchEnded(settings.Alias, span, result.Keys?.Count ?? 0, result.Failure?.Told, isFirst: next.Failures <= 1, Now.Since(begun));
        }
        finally
        {
            // Last, so that who waited finds the fetch told of; and in any case, whatever the application's loggers do.
            ended.SetResult(next);
        }
    }

    private async Task<FetchResult> FetchAsync()
    {
        var fetch = new KeyFetch(settings, client, (kid, reason) => diagnostics.KeySkipped(settings.Alias, kid, reason));
        try
        {
            return await fetch.RunAsync(disposing.Token);
        }
        catch (Exception exception)
        {
            // The application's own handler may throw anything: no fetch may end without an outcome.
            return FetchFailure.Of(exception, fetch.Asked);
        }
    }

    private KeySnapshot Apply(long number, FetchResult result, Moment begun)
    {
        lock (Gate)
        {
            var (old, now) = (snapshot, Now);
            snapshot = result.Keys is { } keys
                ? KeySnapshot.Of(KeySet.Renew(old.Set, keys), number, begun, BackOff.AfterSuccess(settings.KeyLifetime, settings.RefreshAhead, settings.FetchTimeout))
                : old.WithFailure(result.Failure!, now);
            underWay = null;
            Plan(snapshot.DueIn(now));
            return snapshot;
        }
    }

    private void Plan(TimeSpan wait)
    {
        if (disposed)
            return;
        timer ??= settings.TimeProvider.CreateTimer(static renewal => ((KeyRenewal)renewal!).StartIfDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
