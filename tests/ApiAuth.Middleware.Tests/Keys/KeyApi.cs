using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>A <see cref="TestApi"/> that checks the signature of every token anew, and whose fetches of keys can be waited for.</summary>
sealed class KeyApi : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly TestApi inner;

    private KeyApi(TestApi api, FetchLog fetches) => (inner, Fetches) = (api, fetches);

    public TestIssuer Issuer => inner.Issuer;

    public ManualTimeProvider Time => inner.Time;

    public LogRecords Logs => inner.Logs;

    public IServiceProvider Services => inner.Services;

    public HttpClient Client => inner.Client;

    /// <summary>The fetches that have ended.</summary>
    public FetchLog Fetches { get; }

    public IApiAuthKeys Keys => Services.GetRequiredService<IApiAuthKeys>();

    public IssuerKeyState State => Keys.Issuers.Single();

    private bool IsFetching => Keys.Issuers.Any(issuer => issuer.IsFetching);

    /// <summary>An issuer on a clock of its own.</summary>
    public static TestIssuer NewIssuer(out ManualTimeProvider time)
    {
        time = new();
        return NewIssuer("https://tenant.test/", time);
    }

    public static TestIssuer NewIssuer(string issuer, ManualTimeProvider time, string algorithm = "RS256") =>
        new(issuer) { Audience = TestApi.Audience, TimeProvider = time, Algorithm = algorithm };

    /// <summary>Starts; the first fetch may still run.</summary>
    public static async Task<KeyApi> StartColdAsync(Action<ApiAuthOptions>? options = null, TestApiSettings? settings = null)
    {
        settings ??= new();
        var fetches = new FetchLog();
        var api = await TestApi.StartAsync(settings with
        {
            Options = all =>
            {
                all.TokenCache.Capacity = 0;
                settings.Options?.Invoke(all);
                options?.Invoke(all);
            },
            Services = services =>
            {
                services.AddSingleton<ILoggerProvider>(fetches);
                services.AddLogging(logging => logging.AddFilter("Microsoft", LogLevel.None));
                settings.Services?.Invoke(services);
            },
        });
        return new(api, fetches);
    }

    /// <summary>Starts, and holds the keys.</summary>
    public static async Task<KeyApi> StartAsync(Action<ApiAuthOptions>? options = null, TestApiSettings? settings = null)
    {
        var api = await StartColdAsync(options, settings);
        await api.Fetches.WhenEndedAsync(1);
        Assert.Equal((1, 0), (api.Fetches.Count, api.Fetches.Failures));
        return api;
    }

    /// <summary>A GET of an endpoint that any token of ours opens.</summary>
    public Task<Answer> GetAsync(string token) => inner.GetAsync("/private", $"Bearer {token}");

    public Task<Answer> GetAsync(TestAccessToken? token = null) => GetAsync(Issuer.Issue(token));

    public Task<Answer[]> GetAllAsync(int count, string token) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => GetAsync(token)));

    /// <summary>Moves the clock until a fetch begins by itself, so far at most.</summary>
    /// <remarks>In steps that are shorter than the time-out of a fetch: one that begins on the way must not time out on the same way.</remarks>
    public void AdvanceToFetch(TimeSpan atMost)
    {
        var ended = Fetches.Count;
        for (; atMost > TimeSpan.Zero && !IsFetching && Fetches.Count == ended; atMost -= Step)
            Time.Advance(atMost < Step ? atMost : Step);
        Assert.True(IsFetching || Fetches.Count > ended, "No fetch began.");
    }

    /// <summary>The same, and waits for the end of the fetch.</summary>
    public async Task NextFetchAsync(TimeSpan atMost)
    {
        var ended = Fetches.Count;
        AdvanceToFetch(atMost);
        await Fetches.WhenEndedAsync(ended + 1);
        Assert.Equal(ended + 1, Fetches.Count);
    }

    /// <summary>Lets the lifetime of the keys go by until they are renewed.</summary>
    public Task RenewAsync() => NextFetchAsync(TimeSpan.FromMinutes(12));

    /// <summary>Lets time go by; each fetch that begins on the way ends before it goes on.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (; time > TimeSpan.Zero; time -= Step)
        {
            Time.Advance(time < Step ? time : Step);
            for (var ended = Fetches.Count; IsFetching; ended = Fetches.Count)
                await Fetches.WhenEndedAsync(ended + 1);
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>What an answer must be, in one line each.</summary>
static class AnswerAsserts
{
    public static void IsAccepted(this Answer answer) => Assert.Equal((HttpStatusCode.OK, "auth0|test-user"), (answer.Status, answer.Body));

    public static void AreAccepted(this IEnumerable<Answer> answers) => Assert.All(answers, IsAccepted);

    public static void IsRefused(this Answer answer, string code) => Assert.Equal((HttpStatusCode.Unauthorized, code, null), (answer.Status, answer.Code, answer.RetryAfter));

    /// <summary>503 with a Retry-After, which it returns in seconds; and no challenge, which would make a client throw its token away.</summary>
    public static int IsUnavailable(this Answer answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(answer.Challenges);
        return int.Parse(Assert.IsType<string>(answer.RetryAfter), System.Globalization.CultureInfo.InvariantCulture);
    }
}
