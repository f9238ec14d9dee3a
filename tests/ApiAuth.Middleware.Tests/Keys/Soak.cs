using System.Collections.Concurrent;
using System.Net;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>An API under load beside an unreliable issuer, and a book of what each answer must be. All choices come from the dice; a round ends when everything has settled.</summary>
sealed class Soak : IAsyncDisposable
{
    private const int Clients = 64;

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(66);

    private static readonly Func<IssuerFault>[] Faults =
    [
        () => IssuerFault.ConnectionRefused,
        () => IssuerFault.ConnectionLost,
        () => IssuerFault.Status(HttpStatusCode.InternalServerError),
        () => IssuerFault.TooManyRequests(TimeSpan.FromSeconds(20)),
        () => IssuerFault.Html,
        () => IssuerFault.Truncated,
        () => IssuerFault.WrongIssuer(),
        () => IssuerFault.Edit(_ => """{"keys":[]}"""),
    ];

    private readonly Random dice;
    private readonly KeyApi api;
    private readonly HangingHandler network;
    private readonly DateTimeOffset began;
    private readonly ConcurrentDictionary<TestKey, string> tokens = new();

    // Each key with the number of successful fetches at the time: one more, and the host has heard of it.
    private readonly List<(TestKey Key, int Heard)> published = [];
    private readonly List<(TestKey Key, int Heard)> withdrawn = [];
    private IDisposable? outage;
    private int accepted;
    private int refused;
    private int unavailable;
    private int aborted;

    private Soak(Random dice, KeyApi api, HangingHandler network)
    {
        (this.dice, this.api, this.network, began) = (dice, api, network, api.Time.GetUtcNow());
        published.Add((api.Issuer.CurrentKey, 0));
    }

    /// <summary>The answers that were not what they had to be.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public TimeSpan Elapsed => api.Time.GetUtcNow() - began;

    public (int Accepted, int Refused, int Unavailable, int Aborted) Counts => (accepted, refused, unavailable, aborted);

    private IEnumerable<TestKey> Held => published.Where(key => api.Fetches.Successes > key.Heard).Select(key => key.Key);

    public static async Task<Soak> StartAsync(Random dice, int rememberedTokens)
    {
        var time = new ManualTimeProvider();
        var issuer = KeyApi.NewIssuer("https://soak.test/", time, "ES256");
        var hanging = new HangingHandler(issuer.Handler);
        var started = await KeyApi.StartAsync(
            options =>
            {
                options.BackchannelHttpHandler = hanging;
                options.Tokens.Algorithms = ["ES256"];
                options.TokenCache.Capacity = rememberedTokens;
                options.Keys.KeyLifetime = KeyLifetime;
                options.Keys.FetchTimeout = FetchTimeout;
            },
            new() { Issuer = issuer, Time = time });
        return new(dice, started, hanging);
    }

    public async Task RunRoundAsync()
    {
        if (dice.Next(4) == 0)
            Turn();
        if (dice.Next(3) == 0)
            published.Add((api.Issuer.Rotate(), api.Fetches.Successes));
        if (dice.Next(4) == 0)
            Withdraw();
        await SettleAsync(Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Choose()).ToArray().Select(request => request())));
        await PassAsync(TimeSpan.FromSeconds(dice.Next(1, 40)));
    }

    /// <summary>The issuer is well again, and time for one pause and one lifetime goes by: every key that is published is held, and no other.</summary>
    public async Task EndAsync()
    {
        if (outage is not null)
            Turn();
        await PassAsync(LongestPause + KeyLifetime);
        foreach (var (key, _) in published)
            await Expect(TokenOf(key), HttpStatusCode.OK)();
        await SettleAsync(Task.WhenAll(withdrawn.Select(key => Expect(TokenOf(key.Key), HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable)())));
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        network.Dispose();
    }

    private void Turn()
    {
        if (outage is null)
        {
            outage = dice.Next(5) switch
            {
                < 2 => network.Hang(),
                < 4 => api.Issuer.Break(Faults[dice.Next(Faults.Length)]()),
                _ => api.Issuer.Jwks.Break(Faults[dice.Next(Faults.Length - 2)]()),
            };
            return;
        }
        outage.Dispose();
        outage = null;
    }

    // A key that still signs is withdrawn by nobody.
    private void Withdraw()
    {
        if (published.Count < 2)
            return;
        var gone = published[dice.Next(published.Count - 1)];
        api.Issuer.Withdraw(gone.Key.KeyId);
        published.Remove(gone);
        withdrawn.Add((gone.Key, api.Fetches.Successes));
    }

    private Func<Task> Choose() => dice.Next(20) switch
    {
        < 8 => HeldKey(),
        < 14 => NewestKey(),
        14 => Expect(api.Issuer.Issue(MadeUp()), HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable),
        15 or 16 => Forged(),
        17 or 18 => WithdrawnKey(),
        _ => Abort(),
    };

    private Func<Task> HeldKey() => Held.ToArray() is { Length: > 0 } held ? Expect(TokenOf(held[dice.Next(held.Length)]), HttpStatusCode.OK) : NewestKey();

    // A key that the host has not heard of may be put off, while the issuer is ill or the bucket empty; it is never refused.
    private Func<Task> NewestKey() => Held.Contains(api.Issuer.CurrentKey)
        ? Expect(TokenOf(api.Issuer.CurrentKey), HttpStatusCode.OK)
        : Expect(TokenOf(api.Issuer.CurrentKey), HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);

    private Func<Task> Forged() => Held.FirstOrDefault() is { } key
        ? Expect(api.Issuer.Issue(TestAccessToken.Valid with { Key = key, RawSignature = "forged" }), HttpStatusCode.Unauthorized)
        : NewestKey();

    private Func<Task> WithdrawnKey()
    {
        if (withdrawn.Count == 0)
            return HeldKey();
        var (key, heard) = withdrawn[dice.Next(withdrawn.Count)];
        return api.Fetches.Successes > heard
            ? Expect(TokenOf(key), HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable)
            : Expect(TokenOf(key), HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable);
    }

    private static TestAccessToken MadeUp() => TestAccessToken.Valid with { KeyId = Guid.NewGuid().ToString(), RawSignature = "none" };

    private Func<Task> Abort() => async () =>
    {
        using var cancellation = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/private").WithToken(api.Issuer, MadeUp());
        var sent = api.Client.SendAsync(request, cancellation.Token);
        await cancellation.CancelAsync();
        try
        {
            using var response = await sent;
            Note(response.StatusCode, "a made-up kid", [HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable]);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref aborted);
        }
    };

    private Func<Task> Expect(string token, params HttpStatusCode[] right)
    {
        var state = $"after {Elapsed}, issuer {(outage is null ? "well" : "ill")}, {published.Count} keys published, {Held.Count()} held, {withdrawn.Count} withdrawn, {api.Fetches.LastFailure}";
        return async () =>
        {
            var answer = await api.GetAsync(token);
            Note(answer.Status, state, right);
            if (answer.Status == HttpStatusCode.ServiceUnavailable)
                answer.IsUnavailable();
        };
    }

    private void Note(HttpStatusCode status, string state, HttpStatusCode[] right)
    {
        if (!right.Contains(status))
            Wrong.Enqueue($"{(int)status} instead of {string.Join(" or ", right.Select(one => (int)one))} {state}");
        ref var count = ref status == HttpStatusCode.OK ? ref accepted : ref status == HttpStatusCode.Unauthorized ? ref refused : ref unavailable;
        Interlocked.Increment(ref count);
    }

    private string TokenOf(TestKey key) => tokens.GetOrAdd(key, one => api.Issuer.Issue(TestAccessToken.Valid with { Key = one, Lifetime = TimeSpan.FromDays(1) }));

    // Second by second, so that no two fetches fall due at once.
    private async Task PassAsync(TimeSpan time)
    {
        for (; time > TimeSpan.Zero; time -= TimeSpan.FromSeconds(1))
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync(Task.CompletedTask);
        }
    }

    // Requests wait for fetches alone, and a fetch that hangs for the clock alone.
    private async Task SettleAsync(Task requests)
    {
        while (true)
        {
            var (hung, ended) = (network.Hung.WhenAsync(network.Seen + 1), api.Fetches.WhenEndedAsync(api.Fetches.Count + 1));
            if (requests.IsCompleted && !api.State.IsFetching)
                break;
            if (await (requests.IsCompleted ? Task.WhenAny(ended, hung) : Task.WhenAny(requests, hung)) != hung)
                continue;
            network.Seen++;
            api.Time.Advance(FetchTimeout);
        }
        await requests;
    }

    private sealed class HangingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private volatile bool hangs;

        /// <summary>Raised by each call that hangs; by then its time-out runs.</summary>
        public Signal Hung { get; } = new();

        public int Seen { get; set; }

        public IDisposable Hang()
        {
            hangs = true;
            return new Repair(this);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!hangs)
                return await base.SendAsync(request, cancellationToken);
            Hung.Raise();
            var never = new TaskCompletionSource<HttpResponseMessage>();
            return await never.Task.WaitAsync(cancellationToken);
        }

        private sealed class Repair(HangingHandler handler) : IDisposable
        {
            public void Dispose() => handler.hangs = false;
        }
    }
}
