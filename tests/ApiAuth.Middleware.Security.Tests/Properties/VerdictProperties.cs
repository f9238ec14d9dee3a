using System.Text.Json.Nodes;
using ApiAuth.Middleware.Security.Tests.Attacks;
using ApiAuth.Middleware.Security.Tests.Fuzzing;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace ApiAuth.Middleware.Security.Tests.Properties;

/// <summary>What holds for every token, good or bad.</summary>
public class VerdictProperties
{
    private static readonly TestKey Key = TestKey.Ec() with { KeyId = "ec" };

    private static async Task<TestApi> StartAsync(int capacity)
    {
        var time = new ManualTimeProvider();
        var issuer = new TestIssuer(Apis.Issuer) { Audience = TestApi.Audience, TimeProvider = time };
        issuer.Publish(Key);
        var api = await TestApi.StartAsync(new() { Time = time, Issuer = issuer, Options = options => (options.Tokens.Algorithms, options.TokenCache.Capacity) = (["RS256", "ES256"], capacity) });
        await api.AcceptsAsync(TestAccessToken.Valid with { Key = Key });
        return api;
    }

    private static AccessTokenResult Examine(TestApi api, string token) => api.ValidateAsync(token).AsTask().GetAwaiter().GetResult();

    // The issuer's own mistakes: signed by its key, so that every rule decides and not the signature alone. Those that change the kid would wait for a fetch.
    private static Gen<(string Header, string Payload)> Signed(TestApi api) => Gen.Choose(0, int.MaxValue - 1).Select(seed =>
    {
        var random = new Random(seed);
        var right = api.Issuer.Issue(TestAccessToken.Rfc9068 with { Key = Key, Lifetime = TimeSpan.FromSeconds(random.Next(1, 200)) });
        var payload = Forge.PayloadOf(right);
        return (Forge.HeaderOf(right), random.Next(3) == 0 ? payload : JsonMutations.Mutate(payload, random));
    });

    [Fact]
    public async Task The_verdict_does_not_depend_on_the_order_of_the_claims()
    {
        await using var api = await StartAsync(capacity: 10_000);
        var cases = from token in Signed(api)
                    where TryMembers(token.Payload, out _)
                    from order in Gen.Choose(0, int.MaxValue - 1)
                    select (token.Header, token.Payload, Shuffled: Shuffled(token.Payload, order));

        Check.One(Generators.Config(400), Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var (one, two) = (Examine(api, Forge.Signed(Key, test.Header, test.Payload)), Examine(api, Forge.Signed(Key, test.Header, test.Shuffled)));
            return one.Reason == two.Reason && one.Token?.Subject == two.Token?.Subject && (one.Token?.Scopes ?? []).SequenceEqual(two.Token?.Scopes ?? []);
        }));
    }

    private static string Shuffled(string json, int seed)
    {
        TryMembers(json, out var members);
        new Random(seed).Shuffle(members);
        return $"{{{string.Join(',', members)}}}";
    }

    private static bool TryMembers(string json, out string[] members)
    {
        members = [];
        try
        {
            members = [.. JsonNode.Parse(json)!.AsObject().Select(member => $"{JsonValue.Create(member.Key).ToJsonString()}:{member.Value?.ToJsonString() ?? "null"}")];
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
        }
        return members.Length > 0;
    }

    [Fact]
    public async Task A_remembered_verdict_equals_one_that_was_never_remembered()
    {
        await using var remembering = await StartAsync(capacity: 10_000);
        await using var forgetting = await StartAsync(capacity: 0);
        var cases = from token in Signed(remembering)
                    from later in Gen.Choose(0, 200)
                    select (token.Header, token.Payload, Later: TimeSpan.FromSeconds(later));

        Check.One(Generators.Config(400), Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var token = Forge.Signed(Key, test.Header, test.Payload);
            var first = Same(Examine(remembering, token), Examine(forgetting, token));
            remembering.Time.Advance(test.Later);
            forgetting.Time.Advance(test.Later);
            return first && Same(Examine(remembering, token), Examine(forgetting, token));
        }));
    }

    private static bool Same(AccessTokenResult one, AccessTokenResult two) =>
        one.Reason == two.Reason && one.Explanation == two.Explanation && one.Token?.Subject == two.Token?.Subject && one.Token?.ExpiresAt == two.Token?.ExpiresAt
        && one.Token?.Claims.GetRawText() == two.Token?.Claims.GetRawText() && (one.Token?.Scopes ?? []).SequenceEqual(two.Token?.Scopes ?? []);
}
