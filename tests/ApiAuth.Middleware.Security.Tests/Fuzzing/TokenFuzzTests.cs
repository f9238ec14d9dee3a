using System.Diagnostics;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>What the list of attacks does not know (D11).</summary>
public class TokenFuzzTests
{
    private const int Lanes = 4;
    private static readonly TestKey Ec = TestKey.Ec() with { KeyId = "ec" };

    /// <summary>Mutations that once failed, each by its seed and number; a failure that was fixed moves here. None has yet: the first row keeps the way back open.</summary>
    public static readonly TheoryData<int, int> Kept = new() { { 20_260_101, 0 } };

    [Fact, Trait("Row", "D11")]
    public async Task Every_mutation_of_a_token_is_refused_unless_it_says_what_a_token_must_and_its_issuer_signed_it()
    {
        var tallies = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunAsync(Fuzz.Seed, Enumerable.Range(0, Fuzz.Count).Where(index => index % Lanes == lane)))));

        Assert.Equal(Fuzz.Count, tallies.Sum(tally => tally.Values.Sum()));
        // The fuzzer reaches every rule, and what it lets pass is a small part: otherwise it shows nothing.
        var seen = tallies.SelectMany(tally => tally.Keys).ToHashSet();
        AuthErrorReason?[] expected =
        [
            null, AuthErrorReason.TokenTooLong, AuthErrorReason.TokenMalformed, AuthErrorReason.TokenOpaque, AuthErrorReason.AlgorithmNotAllowed, AuthErrorReason.TypeNotAccessToken, AuthErrorReason.IdTokenPresented, AuthErrorReason.IssuerUnknown,
            AuthErrorReason.AudienceMismatch, AuthErrorReason.ClaimMissing, AuthErrorReason.ClaimMalformed, AuthErrorReason.TokenExpired, AuthErrorReason.KeyUnknown, AuthErrorReason.SignatureInvalid, AuthErrorReason.SenderConstrained,
        ];
        Assert.Empty(expected.Where(reason => !seen.Contains(Name(reason))).Select(Name));
        Assert.InRange(tallies.Sum(tally => tally.GetValueOrDefault("valid")), 1, Fuzz.Count / 5);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {Fuzz.Seed}: {string.Join(", ", tallies.SelectMany(tally => tally).GroupBy(pair => pair.Key).Select(group => $"{group.Key} {group.Sum(pair => pair.Value)}"))}");
    }

    [Theory, MemberData(nameof(Kept)), Trait("Row", "D11")]
    public async Task A_mutation_that_once_failed_does_not_fail_again(int seed, int index) => Assert.Single(await RunAsync(seed, [index]));

    private static string Name(AuthErrorReason? reason) => reason is { } found ? Verdicts.CodeOf(found) : "valid";

    private static async Task<Dictionary<string, int>> RunAsync(int seed, IEnumerable<int> indexes)
    {
        await using var api = await StartAsync();
        // Valid for a year: each unknown kid moves the clock.
        var (auth0, rfc9068) = (TestAccessToken.Valid with { Lifetime = TimeSpan.FromDays(365) }, TestAccessToken.Rfc9068 with { Lifetime = TimeSpan.FromDays(365) });
        string[] issued = [api.Issuer.Issue(auth0), api.Issuer.Issue(rfc9068), api.Issuer.Issue(auth0 with { Subject = "auth0|other" }), api.Issuer.Issue(rfc9068 with { Key = Ec })];
        foreach (var token in issued)
            Assert.True((await api.ValidateAsync(token)).IsValid);
        var mutator = new TokenMutator(issued, Ec);
        var tally = new Dictionary<string, int>();
        var (slowest, longest) = ("", TimeSpan.Zero);

        foreach (var index in indexes)
        {
            var token = mutator.Next(Fuzz.At(seed, index), out var isSigned);
            var (verdict, taken) = await ExamineAsync(api, token, Fuzz.Name(seed, index));
            if (taken > longest && !verdict.IsValid && verdict.Reason != AuthErrorReason.KeyUnknown)
                (slowest, longest) = (token, taken);
            var mayPass = issued.Contains(token) || (isSigned && token.Length <= 16_384 && Oracle.MayPass(token, api.Time.GetUtcNow().ToUnixTimeSeconds()));
            Assert.True(verdict.IsValid == mayPass, $"{Fuzz.Name(seed, index)} was {verdict} for {token}");
            Assert.True(verdict.Reason != AuthErrorReason.KeysUnavailable, Fuzz.Name(seed, index));
            var name = Name(verdict.Reason);
            tally[name] = tally.GetValueOrDefault(name) + 1;
            if (verdict.Reason == AuthErrorReason.KeyUnknown)
                api.Time.Advance(TimeSpan.FromSeconds(5)); // The bucket of fetches fills again: an unknown kid is 401, not 503.
        }

        if (slowest.Length > 0)
            Assert.InRange(await api.TimeOfRefusalAsync(slowest), TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        return tally;
    }

    // No refusal that ends at once, which is every one but those of unknown keys, may cost more than this.
    private static async Task<(AccessTokenResult Verdict, TimeSpan Taken)> ExamineAsync(TestApi api, string token, string name)
    {
        var (begun, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            var pending = api.ValidateAsync(token);
            if (pending.IsCompleted)
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 1_000_000, $"{name} allocated {GC.GetAllocatedBytesForCurrentThread() - allocated} bytes.");
            return (await pending, Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{name} threw for {token}", exception);
        }
    }

    private static async Task<TestApi> StartAsync()
    {
        var time = new ManualTimeProvider();
        var issuer = new TestIssuer(Apis.Issuer) { Audience = TestApi.Audience, TimeProvider = time };
        issuer.Publish(Ec);
        return await TestApi.StartAsync(new()
        {
            Time = time,
            Issuer = issuer,
            Options = options => (options.Tokens.Algorithms, options.Keys.UnknownKidInterval) = (["RS256", "ES256"], TimeSpan.FromSeconds(5)),
        });
    }
}
