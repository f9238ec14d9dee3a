using System.Collections.Concurrent;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>Expiry, rotation, withdrawal, clearing and a cache far too small, all at once: no verdict is ever wrong.</summary>
public class CacheStressTests
{
    private const int Rounds = 25;
    private const int TokensPerRound = 30;
    private const int Capacity = 25;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<string> wrong = [];

    [Theory]
    [InlineData(7)]
    [InlineData(20_261_122)]
    public async Task Expiry_rotation_and_eviction_at_once_give_no_wrong_verdict(int seed)
    {
        var dice = new Random(seed);
        await using var validator = new TestValidator(options => (options.TokenCache.Capacity, options.Tokens.ClockSkew) = (Capacity, TimeSpan.Zero));
        var cache = validator.Services.GetRequiredService<IAccessTokenCache>();
        var keys = validator.Services.GetRequiredService<IApiAuthKeys>();
        var issued = new List<Issued>();
        var withdrawn = new HashSet<string>(StringComparer.Ordinal);
        var counts = new ConcurrentDictionary<AuthErrorReason, int>();
        var accepted = 0;

        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < TokensPerRound; index++)
                issued.Add(Issue(validator, dice, $"user-{round}-{index}"));
            await Parallel.ForAsync(0, issued.Count * 3, async (draw, _) =>
            {
                var token = issued[draw % issued.Count];
                var result = await validator.ValidateAsync(token.Text);
                Note(token, Expected(token, validator.Time.GetUtcNow(), withdrawn), result);
                if (result.Reason is { } reason)
                    counts.AddOrUpdate(reason, 1, (_, count) => count + 1);
                else
                    Interlocked.Increment(ref accepted);
            });
            Assert.InRange(cache.Count, 0, Capacity);
            await ChangeAsync(validator, keys, cache, dice, withdrawn);
        }

        Assert.True(wrong.IsEmpty, $"Seed {seed}: {wrong.Count} verdicts were wrong. The first: {wrong.FirstOrDefault()}");
        Assert.True(accepted > 1000 && counts.GetValueOrDefault(AuthErrorReason.TokenExpired) > 1000 && counts.GetValueOrDefault(AuthErrorReason.KeyUnknown) + counts.GetValueOrDefault(AuthErrorReason.KeysUnavailable) > 100,
            $"Seed {seed}: {accepted} accepted, {string.Join(", ", counts)}: no mixture.");
    }

    private static Issued Issue(TestValidator validator, Random dice, string subject)
    {
        var lifetime = Step * (1 + dice.Next(6));
        return new(
            validator.Issuer.Issue(TestAccessToken.Valid with { Subject = subject, Lifetime = lifetime }),
            subject, validator.Time.GetUtcNow() + lifetime, validator.Issuer.CurrentKey.KeyId);
    }

    // Time, keys and the cache change between the rounds, while the clock stands still within one: each verdict has one right answer.
    private static async Task ChangeAsync(TestValidator validator, IApiAuthKeys keys, IAccessTokenCache cache, Random dice, HashSet<string> withdrawn)
    {
        validator.Time.Advance(Step);
        if (dice.Next(3) == 0)
        {
            var old = validator.Issuer.CurrentKey.KeyId;
            validator.Issuer.Rotate();
            if (dice.Next(2) == 0)
            {
                validator.Issuer.Withdraw(old);
                withdrawn.Add(old);
            }
            await keys.RefreshAsync(TestContext.Current.CancellationToken);
        }
        if (dice.Next(10) == 0)
            cache.Clear();
    }

    private static AuthErrorReason? Expected(Issued token, DateTimeOffset now, HashSet<string> withdrawn)
    {
        if (now >= token.ExpiresAt)
            return AuthErrorReason.TokenExpired;
        return withdrawn.Contains(token.KeyId) ? AuthErrorReason.KeyUnknown : null;
    }

    private void Note(Issued token, AuthErrorReason? expected, AccessTokenResult result)
    {
        // Whether a key that is not there is looked for once more depends on how many were looked for lately; a token it signed passes in no case.
        var found = result.Reason is AuthErrorReason.KeysUnavailable ? AuthErrorReason.KeyUnknown : result.Reason;
        if (found != expected || (expected is null && result.Token?.Subject != token.Subject))
            wrong.Add($"{token.Subject}: {result.Reason?.ToString() ?? result.Token?.Subject}, expected {expected?.ToString() ?? "to pass"}");
    }

    private sealed record Issued(string Text, string Subject, DateTimeOffset ExpiresAt, string KeyId);
}
