using ApiAuth.Middleware.Diagnostics;

namespace ApiAuth.Middleware.Keys;

/// <summary>
/// The keys of one issuer: a snapshot that requests read without waiting, and one fetch at a time that replaces it.
/// </summary>
/// <remarks>
/// The protocol:
/// <list type="number">
/// <item>A request with a known <c>kid</c> reads the snapshot and never waits, however old the set is, up to <c>MaxStale</c>.</item>
/// <item>A fetch is started by a timer (ahead of the end of the lifetime, or at the end of a back-off), by a request that finds it due, by a
/// request without any key to go by, or by an unknown <c>kid</c> that the token bucket lets through. Whoever starts it, it runs on its own:
/// its only clock is <c>FetchTimeout</c>; a request that is cancelled stops waiting and changes nothing else.</item>
/// <item>Who needs its outcome joins the fetch under way. A fetch that began before the token came may have read a set from before the token's key
/// was published; who finds nothing in it asks once more, for a fetch that begins after. Fetches are numbered for that, because clocks stand still.</item>
/// <item>A fetch that succeeds swaps the snapshot, marks the keys that left, forgets the lacking <c>kid</c>s, and plans the next.</item>
/// <item>A fetch that fails keeps the old set and plans the next after a growing pause. Until then nobody starts one: requests that need one are told when to come again.</item>
/// </list>
/// </remarks>
sealed class IssuerKeys : IDisposable
{
    private const int MaxWaiting = 1000;

    private readonly IssuerSettings settings;
    private readonly IssuerDocuments documents;
    private readonly KeyDiagnostics diagnostics;
    private readonly UnknownKids unknownKids;
    private readonly Lock gate = new();
    private volatile KeySnapshot snapshot = KeySnapshot.Empty;
    private volatile Task<KeySnapshot>? underWay;
    private ITimer? timer;
    private long started;
    private int waiting;
    private bool disposed;

    public IssuerKeys(IssuerSettings settings, Func<HttpClient> client, KeyDiagnostics diagnostics)
    {
        this.settings = settings;
        this.diagnostics = diagnostics;
        documents = new(settings, client, (kid, reason) => diagnostics.KeySkipped(settings.Alias, kid, reason));
        unknownKids = new(settings.UnknownKidBurst, settings.UnknownKidInterval);
    }

    public IssuerSettings Settings => settings;

    /// <summary>The number of the newest fetch that has begun. Read when a token comes, and handed to <see cref="FindAsync"/>.</summary>
    public long Started => Volatile.Read(ref started);

    /// <summary>There is a set, and it may be used at this moment.</summary>
    public bool IsServing(DateTimeOffset now)
    {
        var current = snapshot;
        RenewIfDue(current, now);
        return ServingSet(current, now) is not null;
    }

    public IssuerKeyState State
    {
        get
        {
            var (current, now) = (snapshot, Now);
            var set = ServingSet(current, now);
            var age = current.Set is null ? (TimeSpan?)null : now - current.FetchedAt;
            var status = set is null ? IssuerKeyStatus.None : age > settings.KeyLifetime ? IssuerKeyStatus.Stale : IssuerKeyStatus.Fresh;
            return new(settings.Issuer, status, set?.All.Count ?? 0, age, current.LastFailure?.Message);
        }
    }

    private DateTimeOffset Now => settings.TimeProvider.GetUtcNow();

    /// <summary>The keys that may have signed a token with this <c>kid</c> and <c>alg</c>.</summary>
    /// <param name="kid">As the token's header says; null if it does not.</param>
    /// <param name="algorithm">As the token's header says.</param>
    /// <param name="arrived">What <see cref="Started"/> was when the token came.</param>
    /// <param name="cancellationToken">Ends the wait, not the fetch.</param>
    public ValueTask<KeyLookup> FindAsync(string? kid, string algorithm, long arrived, CancellationToken cancellationToken)
    {
        var (current, now) = (snapshot, Now);
        RenewIfDue(current, now);
        return ServingSet(current, now) is { } set && Answer(set, kid, algorithm) is { } known
            ? ValueTask.FromResult(known)
            : FindByFetchingAsync(kid, algorithm, arrived, cancellationToken);
    }

    /// <summary>Starts the first fetch if none was started yet; does not wait.</summary>
    public void WarmUp()
    {
        lock (gate)
            if (started == 0)
                _ = Start();
    }

    /// <summary>Waits for the first fetch; null if there are keys.</summary>
    public async Task<FetchFailure?> LoadedAsync(CancellationToken cancellationToken)
    {
        Task<KeySnapshot>? fetch;
        lock (gate)
            fetch = snapshot.Set is null ? underWay ?? Start() : null;
        return fetch is null ? null : (await fetch.WaitAsync(cancellationToken)).LastFailure;
    }

    /// <summary>Waits for a fetch that begins now or later.</summary>
    public async Task<FetchFailure?> RefreshAsync(CancellationToken cancellationToken)
    {
        var arrived = Started;
        while (true)
        {
            Task<KeySnapshot> fetch;
            long number;
            lock (gate)
                (fetch, number) = (underWay ?? Start(), started);
            var outcome = await fetch.WaitAsync(cancellationToken);
            if (number > arrived)
                return outcome.LastFailure;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer?.Dispose();
        }
    }

    // Null: the set has no such kid, and a newer one might.
    private static KeyLookup? Answer(KeySet set, string? kid, string algorithm)
    {
        var candidates = set.Fitting(kid, algorithm);
        if (candidates.Length > 0)
            return KeyLookup.Found(candidates);
        return kid is null || set.Knows(kid) ? KeyLookup.Unknown : null;
    }

    private async ValueTask<KeyLookup> FindByFetchingAsync(string? kid, string algorithm, long arrived, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (JoinFetch(kid, algorithm, arrived, out var fetch) is { } settled)
                return settled;
            try
            {
                await fetch!.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    // Ends in a settled answer, or in a fetch to wait for. Each round waits for one fetch, and the second for one that began after the token came.
    private KeyLookup? JoinFetch(string? kid, string algorithm, long arrived, out Task<KeySnapshot>? fetch)
    {
        fetch = null;
        lock (gate)
        {
            var (current, now) = (snapshot, Now);
            var set = ServingSet(current, now);
            if (set is not null && Answer(set, kid, algorithm) is { } known)
                return known;
            if (set is not null && IsSettled(current, kid!, arrived, now))
                return KeyLookup.Unknown;
            if (underWay is null && MayStart(current, set, now) is { } wait)
                return KeyLookup.Unavailable(wait);
            if (Volatile.Read(ref waiting) >= MaxWaiting)
                return KeyLookup.Unavailable(settings.FetchTimeout);
            Interlocked.Increment(ref waiting);
            fetch = underWay ?? Start();
            return null;
        }
    }

    // A set fetched since the token came lacks its kid; or that was found out a moment ago for another token.
    private bool IsSettled(KeySnapshot current, string kid, long arrived, DateTimeOffset now)
    {
        if (current.FetchNumber > arrived)
            unknownKids.Remember(kid, now);
        return unknownKids.IsLacking(kid, now) || current.FetchNumber > arrived;
    }

    // Null: a fetch may start; otherwise after how long one may.
    private TimeSpan? MayStart(KeySnapshot current, KeySet? set, DateTimeOffset now)
    {
        if (current.LastFailure is not null && now < current.DueAt)
            return current.DueAt - now;
        return set is not null && !unknownKids.TryTakeFetch(now, out var wait) ? wait : null;
    }

    // Beside the timer: a host that slept finds out by its first request.
    private void RenewIfDue(KeySnapshot current, DateTimeOffset now)
    {
        if (now >= current.DueAt && current.Set is not null && underWay is null)
            StartIfDue();
    }

    // A timer may ring a little before the clock says so: then it is set again.
    private void StartIfDue()
    {
        lock (gate)
        {
            var wait = snapshot.DueAt - Now;
            if (underWay is not null || disposed)
                return;
            if (wait <= TimeSpan.Zero)
                _ = Start();
            else
                Plan(wait);
        }
    }

    private Task<KeySnapshot> Start()
    {
        var number = Interlocked.Increment(ref started);
        var ended = new TaskCompletionSource<KeySnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        underWay = ended.Task;
        // Unsafe: the request that happens to start a fetch must not lend it its activity, its culture or its user.
        ThreadPool.UnsafeQueueUserWorkItem(static fetch => _ = fetch.keys.RunAsync(fetch.number, fetch.ended), (keys: this, number, ended), preferLocal: false);
        return ended.Task;
    }

    private async Task RunAsync(long number, TaskCompletionSource<KeySnapshot> ended) => ended.SetResult(await FetchAsync(number));

    private async Task<KeySnapshot> FetchAsync(long number)
    {
        var time = settings.TimeProvider;
        var begun = time.GetTimestamp();
        using var span = KeyDiagnostics.FetchSpan(settings.Alias);
        using var timeout = new CancellationTokenSource(settings.FetchTimeout, time);
        var result = await FetchWithinAsync(timeout.Token);
        var next = Apply(number, result);
        diagnostics.FetchEnded(settings.Alias, span, result.Keys?.Count ?? 0, result.Failure?.Told, isFirst: next.Failures <= 1, time.GetElapsedTime(begun));
        return next;
    }

    // The application's own handler may ignore the cancellation: then it is left behind; and it may throw anything: no fetch may end without an outcome.
    private async Task<FetchResult> FetchWithinAsync(CancellationToken timeout)
    {
        try
        {
            return await documents.FetchAsync(timeout).WaitAsync(timeout);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            return new FetchFailure("timeout", $"{settings.Alias} did not answer within {settings.FetchTimeout.TotalSeconds} s (Keys:FetchTimeout).", Exception: exception);
        }
        catch (Exception exception)
        {
            return new FetchFailure("unreachable", $"{settings.Alias} cannot be asked: {exception.Message}", Exception: exception);
        }
    }

    private KeySnapshot Apply(long number, FetchResult result)
    {
        lock (gate)
        {
            var (old, now) = (snapshot, Now);
            snapshot = result.Keys is { } keys ? Succeeded(old, keys, number, now) : Failed(old, result.Failure!, now);
            underWay = null;
            Plan(snapshot.DueAt - now);
            return snapshot;
        }
    }

    private KeySnapshot Succeeded(KeySnapshot old, IReadOnlyList<SigningKey> keys, long number, DateTimeOffset now)
    {
        unknownKids.Forget();
        return new()
        {
            Set = Renew(old.Set, keys),
            FetchedAt = now,
            FetchNumber = number,
            DueAt = now + BackOff.AfterSuccess(settings.KeyLifetime, settings.RefreshAhead),
        };
    }

    private static KeySnapshot Failed(KeySnapshot old, FetchFailure failure, DateTimeOffset now) => old with
    {
        Failures = old.Failures + 1,
        LastFailure = failure,
        DueAt = now + BackOff.AfterFailure(old.Failures + 1, failure.RetryAfter),
    };

    // A key that stays is the same object; one that left says so to the remembered tokens that hold it.
    private static KeySet Renew(KeySet? old, IReadOnlyList<SigningKey> fetched)
    {
        var held = (old?.All ?? []).ToDictionary(key => key.Identity, StringComparer.Ordinal);
        var set = new KeySet(fetched.DistinctBy(key => key.Identity, StringComparer.Ordinal).Select(key => held.GetValueOrDefault(key.Identity, key)));
        foreach (var gone in held.Values.Except(set.All))
            gone.Withdraw();
        return set;
    }

    private void Plan(TimeSpan wait)
    {
        if (disposed)
            return;
        timer ??= settings.TimeProvider.CreateTimer(static keys => ((IssuerKeys)keys!).StartIfDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private KeySet? ServingSet(KeySnapshot current, DateTimeOffset now) =>
        current.Set is { } set && now - current.FetchedAt <= settings.KeyLifetime + settings.MaxStale ? set : null;
}
