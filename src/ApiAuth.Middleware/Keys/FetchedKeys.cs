using System.Diagnostics.CodeAnalysis;
using ApiAuth.Middleware.Diagnostics;

namespace ApiAuth.Middleware.Keys;

/// <summary>
/// The keys of one issuer that are fetched: a snapshot that requests read without waiting, and one fetch at a time that replaces it.
/// </summary>
/// <remarks>
/// The protocol:
/// <list type="number">
/// <item>A request with a known <c>kid</c> reads the snapshot and never waits, however old the set is, up to <c>KeyLifetime + MaxStale</c>.</item>
/// <item>A fetch is started by a timer (ahead of the end of the lifetime, or at the end of a back-off), by a request that finds it due, by a
/// request without any key to go by, by <c>RefreshAsync</c>, or by an unknown <c>kid</c> that the token bucket lets through. Whoever starts it, it runs on its own:
/// its only clock is <c>FetchTimeout</c>; a request that is cancelled stops waiting and changes nothing else.</item>
/// <item>Who needs its outcome joins the fetch under way. A fetch that began before the token came may have read a set from before the token's key
/// was published; who finds nothing in it asks once more, for a fetch that begins after. Fetches are numbered for that, because clocks stand still.</item>
/// <item>A token that none of the keys with its <c>kid</c> signed is most likely forged, but may be of a key that the issuer put under an old <c>kid</c>. It joins a fetch
/// under way, or starts one if the set is older than <c>UnknownKidInterval</c> and the token bucket is full: the rest of the bucket, and half of the room to wait in, is for unknown <c>kid</c>s. What such a
/// fetch fails with is no concern of the token's; it is refused.</item>
/// <item>A fetch that succeeds swaps the snapshot, marks the keys that left, and plans the next. What the old set lacked is forgotten with it.</item>
/// <item>A fetch that fails keeps the old set and plans the next after a growing pause. Until then nobody starts one, but for <c>RefreshAsync</c>:
/// requests that need one are told when to come again.</item>
/// </list>
/// </remarks>
sealed class FetchedKeys : IssuerKeys
{
    private const int MaxWaiting = 1000;
    private const int MaxWaitingOnSuspicion = MaxWaiting / 2;

    private readonly KeyRenewal renewal;
    private readonly UnknownKids unknownKids;
    private int waiting;

    public FetchedKeys(IssuerSettings settings, Func<HttpClient> client, KeyDiagnostics diagnostics)
        : base(settings)
    {
        renewal = new(settings, client, diagnostics);
        unknownKids = new(settings.UnknownKidBurst, settings.UnknownKidInterval);
    }

    public override IssuerKeyState State
    {
        get
        {
            var (current, now) = (renewal.Snapshot, renewal.Now);
            var set = ServingSet(current, now);
            var age = current.Set is null ? (TimeSpan?)null : now.Since(current.FetchedAt);
            var status = set is null ? IssuerKeyStatus.None : age > Settings.KeyLifetime ? IssuerKeyStatus.Stale : IssuerKeyStatus.Fresh;
            return new(Settings.Issuer, status, set?.All.Count ?? 0, age, current.LastFailure?.Message) { IsFetching = renewal.IsFetching };
        }
    }

    public override bool IsServing(DateTimeOffset now) => IsServing(Moment.At(now, Settings.TimeProvider));

    public override ValueTask<KeyLookup> FindAsync(string? kid, string algorithm, CancellationToken cancellationToken)
    {
        // Read before the snapshot: a fetch that begins in between counts as one that began after the token came.
        var arrived = renewal.Started;
        var (current, now) = (renewal.Snapshot, renewal.Now);
        RenewIfDue(current, now);
        return ServingSet(current, now)?.Find(kid, algorithm) is { } known
            ? ValueTask.FromResult(known)
            : FindByFetchingAsync(kid, algorithm, arrived, cancellationToken);
    }

    public override async ValueTask<SigningKey[]> FindUntriedAsync(SigningKey[] tried, string? kid, string algorithm, CancellationToken cancellationToken)
    {
        if (renewal.UnderWay is null && !MayBeOutdated(renewal.Snapshot, renewal.Now))
            return Untried(tried, kid, algorithm);
        if (TryJoinFetchOnSuspicion(out var fetch))
            await WaitAsync(fetch, cancellationToken);
        return Untried(tried, kid, algorithm);
    }

    public override async Task<FetchFailure?> WarmUpAsync(CancellationToken cancellationToken)
    {
        Task<KeySnapshot> first;
        lock (renewal.Gate)
            first = renewal.UnderWay ?? (renewal.Started == 0 ? renewal.Start() : Task.FromResult(renewal.Snapshot));
        var outcome = await first.WaitAsync(cancellationToken);
        return outcome.Set is null ? outcome.LastFailure : null;
    }

    public override async Task<FetchFailure?> RefreshAsync(CancellationToken cancellationToken)
    {
        var arrived = renewal.Started;
        while (true)
        {
            Task<KeySnapshot> fetch;
            long number;
            lock (renewal.Gate)
                (fetch, number) = (renewal.UnderWay ?? renewal.Start(), renewal.Started);
            var outcome = await fetch.WaitAsync(cancellationToken);
            if (number > arrived)
                return outcome.LastFailure;
        }
    }

    public override void Dispose() => renewal.Dispose();

    private async ValueTask<KeyLookup> FindByFetchingAsync(string? kid, string algorithm, long arrived, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (JoinFetch(kid, algorithm, arrived, out var fetch) is { } settled)
                return settled;
            await WaitAsync(fetch!, cancellationToken);
        }
    }

    // Whoever joined a fetch was counted.
    private async ValueTask WaitAsync(Task<KeySnapshot> fetch, CancellationToken cancellationToken)
    {
        try
        {
            await fetch.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    // Ends in a settled answer, or in a fetch to wait for. Each round waits for one fetch, and the second for one that began after the token came.
    private KeyLookup? JoinFetch(string? kid, string algorithm, long arrived, out Task<KeySnapshot>? fetch)
    {
        fetch = null;
        lock (renewal.Gate)
        {
            var (current, now) = (renewal.Snapshot, renewal.Now);
            var set = ServingSet(current, now);
            if (set?.Find(kid, algorithm) is { } known)
                return known;
            if (set is not null && IsLacking(current, kid!, arrived, now))
                return KeyLookup.Unknown;
            if (Volatile.Read(ref waiting) >= MaxWaiting)
                return KeyLookup.Unavailable(Settings.FetchTimeout);
            if (renewal.UnderWay is null && PauseBeforeFetch(current, set, now) is { } pause)
                return KeyLookup.Unavailable(pause);
            fetch = Join();
            return null;
        }
    }

    private bool TryJoinFetchOnSuspicion([NotNullWhen(true)] out Task<KeySnapshot>? fetch)
    {
        lock (renewal.Gate)
        {
            var (current, now) = (renewal.Snapshot, renewal.Now);
            var mayJoin = Volatile.Read(ref waiting) < MaxWaitingOnSuspicion
                && (renewal.UnderWay is not null || (MayBeOutdated(current, now) && unknownKids.TryTakeSpareFetch(now)));
            fetch = mayJoin ? Join() : null;
            return mayJoin;
        }
    }

    private Task<KeySnapshot> Join()
    {
        Interlocked.Increment(ref waiting);
        return renewal.UnderWay ?? renewal.Start();
    }

    // Old enough to be worth a fetch, and nothing but the token bucket holds one up.
    private bool MayBeOutdated(KeySnapshot current, Moment now) =>
        now.Since(current.FetchedAt) >= Settings.UnknownKidInterval && (current.LastFailure is null || current.IsDue(now));

    private SigningKey[] Untried(SigningKey[] tried, string? kid, string algorithm) =>
        ServingSet(renewal.Snapshot, renewal.Now)?.Find(kid, algorithm) is { } newer ? [.. newer.Candidates.Except(tried)] : [];

    // A set fetched since the token came lacks its kid; or that was found out a moment ago for another token.
    private bool IsLacking(KeySnapshot current, string kid, long arrived, Moment now)
    {
        if (current.FetchNumber <= arrived)
            return unknownKids.IsLacking(kid, current, now);
        unknownKids.Remember(kid, current);
        return true;
    }

    // Null: a fetch may start; otherwise after how long one may. Without a set to go by only the back-off holds a request up, not the bucket.
    private TimeSpan? PauseBeforeFetch(KeySnapshot current, KeySet? set, Moment now)
    {
        if (current.LastFailure is not null && !current.IsDue(now))
            return current.DueIn(now);
        return set is not null && !unknownKids.TryTakeFetch(now, out var wait) ? wait : null;
    }

    private bool IsServing(Moment now)
    {
        var current = renewal.Snapshot;
        RenewIfDue(current, now);
        return ServingSet(current, now) is not null;
    }

    // Beside the timer: a host that slept finds out by its first request.
    private void RenewIfDue(KeySnapshot current, Moment now)
    {
        if (current.Set is not null && current.IsDue(now) && renewal.UnderWay is null)
            renewal.StartIfDue();
    }

    private KeySet? ServingSet(KeySnapshot current, Moment now) =>
        current.Set is { } set && now.Since(current.FetchedAt) <= Settings.KeyLifetime + Settings.MaxStale ? set : null;
}
