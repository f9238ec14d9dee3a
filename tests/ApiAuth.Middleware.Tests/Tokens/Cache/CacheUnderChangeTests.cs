using System.Collections.Concurrent;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>
/// The clock, the keys and the cache change while tokens are being examined: a verdict must be right for a moment between the question and the answer.
/// </summary>
public sealed class CacheUnderChangeTests : IAsyncDisposable
{
    private const int Steps = 40;
    private const int Workers = 6;
    private const int VerdictsPerStep = 150;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    private readonly TestValidator validator = new(options => (options.TokenCache.Capacity, options.Tokens.ClockSkew) = (30, TimeSpan.Zero));
    private readonly ConcurrentDictionary<string, bool> leaving = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> gone = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> wrong = [];
    private readonly SemaphoreSlim verdicts = new(0);
    private volatile Issued[] tokens = [];
    private volatile bool isOver;
    private int accepted;
    private int refused;

    [Theory]
    [InlineData(11)]
    [InlineData(20_261_122)]
    public async Task Verdicts_stay_right_while_tokens_expire_keys_leave_and_the_cache_overflows(int seed)
    {
        var dice = new Random(seed);
        IssueSome(dice, round: 0);
        var workers = Enumerable.Range(0, Workers).Select(worker => OnThreadOfItsOwn(() => WorkAsync(new Random(seed + worker)))).ToArray();

        for (var round = 1; round <= Steps; round++)
        {
            for (var verdict = 0; verdict < VerdictsPerStep; verdict++)
                await verdicts.WaitAsync(TestContext.Current.CancellationToken);
            validator.Time.Advance(Step);
            if (dice.Next(3) == 0)
                await ChangeKeysAsync(dice);
            if (dice.Next(10) == 0)
                validator.Services.GetRequiredService<IAccessTokenCache>().Clear();
            IssueSome(dice, round);
        }
        isOver = true;
        await Task.WhenAll(workers);

        Assert.True(wrong.IsEmpty, $"Seed {seed}: {wrong.Count} verdicts were wrong. The first: {wrong.FirstOrDefault()}");
        Assert.True(accepted > 500 && refused > 500, $"Seed {seed}: {accepted} accepted, {refused} refused: no mixture.");
    }

    public async ValueTask DisposeAsync()
    {
        await validator.DisposeAsync();
        verdicts.Dispose();
    }

    // Other tests share the thread pool, and wait for real connections there.
    private static Task OnThreadOfItsOwn(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task WorkAsync(Random dice)
    {
        while (!isOver)
        {
            var known = tokens;
            var token = known[dice.Next(known.Length)];
            var (before, wasGone) = (validator.Time.GetUtcNow(), gone.ContainsKey(token.KeyId));
            var result = await validator.ValidateAsync(token.Text);
            var (after, isLeaving) = (validator.Time.GetUtcNow(), leaving.ContainsKey(token.KeyId));
            if (Problem(token, result, before, after, wasGone, isLeaving) is { } problem)
                wrong.Add($"{token.Subject}: {problem}");
            Interlocked.Increment(ref result.IsValid ? ref accepted : ref refused);
            verdicts.Release();
        }
    }

    private static string? Problem(Issued token, AccessTokenResult result, DateTimeOffset before, DateTimeOffset after, bool wasGone, bool isLeaving) => result.Reason switch
    {
        null when result.Token!.Subject != token.Subject => $"became {result.Token.Subject}",
        null when before >= token.ExpiresAt => "passed after it had expired",
        null when wasGone => "passed after its key had left",
        null => null,
        AuthErrorReason.TokenExpired => after < token.ExpiresAt ? "was called expired too early" : null,
        AuthErrorReason.KeyUnknown or AuthErrorReason.KeysUnavailable => isLeaving ? null : $"was refused as {result.Reason} while its key was there",
        var other => $"was refused as {other}",
    };

    private async Task ChangeKeysAsync(Random dice)
    {
        var old = validator.Issuer.CurrentKey.KeyId;
        var mayLeave = dice.Next(2) == 0;
        if (mayLeave)
            leaving[old] = true;
        validator.Issuer.Rotate();
        if (mayLeave)
            validator.Issuer.Withdraw(old);
        await validator.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);
        if (mayLeave)
            gone[old] = true;
    }

    private void IssueSome(Random dice, int round) => tokens =
    [
        .. tokens.TakeLast(60),
        .. Enumerable.Range(0, 20).Select(number =>
        {
            var (subject, lifetime) = ($"user-{round}-{number}", Step * (1 + dice.Next(5)));
            return new Issued(
                validator.Issuer.Issue(TestAccessToken.Valid with { Subject = subject, Lifetime = lifetime }),
                subject, validator.Time.GetUtcNow() + lifetime, validator.Issuer.CurrentKey.KeyId);
        }),
    ];

    private sealed record Issued(string Text, string Subject, DateTimeOffset ExpiresAt, string KeyId);
}
