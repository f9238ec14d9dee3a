using System.Net;
using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Tokens.Cache;

/// <summary>A token that comes again: the signature and the parsing are skipped, and nothing else.</summary>
public class RememberedTokenTests
{
    private static readonly TestAccessToken Contacts = TestAccessToken.Valid with { Scope = "contacts" };

    [Fact]
    public async Task A_token_that_comes_again_is_the_same_object_until_the_cache_is_cleared()
    {
        await using var validator = new TestValidator();
        var cache = validator.Services.GetRequiredService<IAccessTokenCache>();
        var token = validator.Issuer.Issue();

        var first = (await validator.ValidateAsync(token)).Token;
        var second = (await validator.ValidateAsync(token)).Token;
        Assert.NotNull(first);
        Assert.Same(first, second);
        Assert.Equal(1, cache.Count);

        cache.Clear();
        Assert.Equal(0, cache.Count);
        Assert.NotSame(first, (await validator.ValidateAsync(token)).Token);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task A_capacity_of_0_examines_every_token_anew()
    {
        await using var validator = new TestValidator(options => options.TokenCache.Capacity = 0);
        var token = validator.Issuer.Issue();

        var first = await validator.ValidateAsync(token);
        var second = await validator.ValidateAsync(token);

        Assert.True(first.IsValid && second.IsValid);
        Assert.NotSame(first.Token, second.Token);
        Assert.Equal(0, validator.Services.GetRequiredService<IAccessTokenCache>().Count);
    }

    [Fact]
    public async Task Only_tokens_that_passed_whole_are_remembered()
    {
        await using var api = await TestApi.StartAsync();
        var cache = api.Services.GetRequiredService<IAccessTokenCache>();
        TestAccessToken[] refused = [TestAccessToken.Expired, TestAccessToken.ForgedSignature, TestAccessToken.Valid with { Audience = "urn:other" }, TestAccessToken.Valid.WithClaim("cnf", new { jkt = "x" })];

        foreach (var token in refused)
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/private", token)).Status);
        Assert.Equal(0, cache.Count);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task A_token_is_remembered_once_the_hooks_agree_and_until_they_refuse()
    {
        var answers = new Queue<AccessTokenHookResult>([AccessTokenHookResult.Revoked(), AccessTokenHookResult.Continue, AccessTokenHookResult.Continue, AccessTokenHookResult.Revoked(), AccessTokenHookResult.Continue]);
        var before = new List<int>();
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddSingleton<IAccessTokenHook>(provider => new Fickle(answers, () => before.Add(provider.GetRequiredService<IAccessTokenCache>().Count))),
        });
        var cache = api.Services.GetRequiredService<IAccessTokenCache>();
        var header = $"Bearer {api.Issuer.Issue()}";

        var seen = new List<(int, int)>();
        while (answers.Count > 0)
            seen.Add(((int)(await api.GetAsync("/private", header)).Status, cache.Count));

        Assert.Equal([(401, 0), (200, 1), (200, 1), (401, 0), (200, 1)], seen);
        Assert.Equal([0, 0, 1, 1, 0], before);
    }

    [Fact]
    public async Task A_remembered_token_that_expires_is_401()
    {
        await using var api = await TestApi.StartAsync();
        var header = $"Bearer {api.Issuer.Issue(Contacts with { Lifetime = TimeSpan.FromMinutes(10) })}";
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", header)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", header)).Status);

        api.Time.Advance(TimeSpan.FromSeconds(630));
        var answer = await api.GetAsync("/contacts", header);

        Assert.Equal((HttpStatusCode.Unauthorized, "token_expired"), (answer.Status, answer.Code));
        Assert.StartsWith("Bearer realm=\"api\", error=\"invalid_token\"", answer.Challenge, StringComparison.Ordinal);
        Assert.Equal(0, api.Services.GetRequiredService<IAccessTokenCache>().Count);
    }

    public static TheoryData<string> Alterations => ["signature", "header", "payload", "appended", "prepended", "shortened", "case"];

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task A_remembered_token_vouches_for_no_other_text(string alteration)
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Issuer.Issue(Contacts);
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", $"Bearer {token}")).Status);

        var answer = await api.GetAsync("/contacts", $"Bearer {Alter(token, alteration)}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains(answer.Code, new[] { "token_malformed", "signature_invalid", "key_unknown", "algorithm_not_allowed", "type_not_access_token" });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", $"Bearer {token}")).Status);
    }

    [Fact]
    public async Task A_key_that_left_the_set_refuses_the_tokens_it_signed_and_no_others()
    {
        await using var api = await TestApi.StartAsync();
        var old = api.Issuer.CurrentKey;
        var signedByOld = $"Bearer {api.Issuer.Issue(Contacts)}";
        api.Issuer.Rotate();
        var signedByNew = $"Bearer {api.Issuer.Issue(Contacts)}";
        foreach (var header in new[] { signedByOld, signedByNew, signedByOld, signedByNew })
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", header)).Status);

        api.Issuer.Withdraw(old.KeyId);
        await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);
        var refused = await api.GetAsync("/contacts", signedByOld);

        Assert.Equal((HttpStatusCode.Unauthorized, "key_unknown"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", signedByNew)).Status);
    }

    [Fact]
    public async Task A_key_that_left_and_came_back_takes_its_tokens_again_each_examined_anew()
    {
        await using var validator = new TestValidator();
        var keys = validator.Services.GetRequiredService<IApiAuthKeys>();
        var (key, token) = (validator.Issuer.CurrentKey, validator.Issuer.Issue());
        validator.Issuer.Rotate();
        var first = (await validator.ValidateAsync(token)).Token;

        validator.Issuer.Withdraw(key.KeyId);
        await keys.RefreshAsync(TestContext.Current.CancellationToken);
        validator.Issuer.Publish(key);
        await keys.RefreshAsync(TestContext.Current.CancellationToken);
        var second = (await validator.ValidateAsync(token)).Token;

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.NotSame(first, second);
        Assert.Same(second, (await validator.ValidateAsync(token)).Token);
    }

    [Fact]
    public async Task A_withdrawal_amid_requests_lets_none_pass_that_begins_after_it()
    {
        await using var validator = new TestValidator(options => options.TokenCache.Capacity = 3);
        var keys = validator.Services.GetRequiredService<IApiAuthKeys>();
        for (var round = 0; round < 10; round++)
        {
            var old = validator.Issuer.CurrentKey;
            var signedByOld = Enumerable.Range(0, 4).Select(_ => validator.Issuer.Issue()).ToArray();
            validator.Issuer.Rotate();
            var signedByNew = validator.Issuer.Issue();
            await keys.RefreshAsync(TestContext.Current.CancellationToken);
            Assert.True((await validator.ValidateAsync(signedByOld[0])).IsValid);
            var isWithdrawn = false;

            var load = Parallel.ForAsync(0, 400, async (index, _) =>
            {
                var mustFail = Volatile.Read(ref isWithdrawn);
                var result = await validator.ValidateAsync(signedByOld[index % signedByOld.Length]);
                Assert.False(mustFail && result.IsValid);
                Assert.True((await validator.ValidateAsync(signedByNew)).IsValid);
            });
            validator.Issuer.Withdraw(old.KeyId);
            await keys.RefreshAsync(TestContext.Current.CancellationToken);
            Volatile.Write(ref isWithdrawn, true);
            await load;

            foreach (var token in signedByOld)
                Assert.False((await validator.ValidateAsync(token)).IsValid);
        }
    }

    [Fact]
    public async Task A_remembered_token_is_503_when_the_issuers_keys_are_older_than_MaxStale()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Keys.MaxStale = TimeSpan.FromHours(1) });
        var header = $"Bearer {api.Issuer.Issue(Contacts with { Lifetime = TimeSpan.FromDays(1) })}";
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", header)).Status);

        using (api.Issuer.Break(IssuerFault.ConnectionRefused))
        {
            api.Time.Advance(TimeSpan.FromMinutes(30));
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", header)).Status);
            api.Time.Advance(TimeSpan.FromHours(2));
            var answer = await api.GetAsync("/contacts", header);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable", null), (answer.Status, answer.Code, answer.Challenge));
        }
    }

    [Fact]
    public async Task Schemes_and_audiences_never_share_a_verdict()
    {
        var time = new ManualTimeProvider();
        var issuer = new TestIssuer("https://tenant.test/") { Audience = TestApi.Audience, TimeProvider = time };
        await using var api = await TestApi.StartAsync(new()
        {
            Time = time,
            Issuer = issuer,
            Services = services => services.AddAuth0ApiAuthorization("Admin", options =>
                (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (issuer.Issuer, "urn:admin", issuer.Handler, time)),
            Endpoints = app => app.MapGet("/admin", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Admin" }),
        });
        var caches = new[] { "Bearer", "Admin" }.Select(scheme => api.Services.GetRequiredKeyedService<IAccessTokenCache>(scheme)).ToArray();
        var forUsers = $"Bearer {issuer.Issue()}";
        var forAdmins = $"Bearer {issuer.Issue(TestAccessToken.Valid with { Audience = "urn:admin" })}";
        var forBoth = $"Bearer {issuer.Issue(TestAccessToken.Valid with { Audiences = [TestApi.Audience, "urn:admin"] })}";

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal((null, "audience_mismatch"), ((await api.GetAsync("/private", forUsers)).Code, (await api.GetAsync("/admin", forUsers)).Code));
            Assert.Equal(("audience_mismatch", null), ((await api.GetAsync("/private", forAdmins)).Code, (await api.GetAsync("/admin", forAdmins)).Code));
        }
        Assert.Equal([1, 1], caches.Select(cache => cache.Count));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", forBoth)).Status);
        Assert.Equal([2, 1], caches.Select(cache => cache.Count));
        Assert.Same(caches[0], api.Services.GetRequiredService<IAccessTokenCache>());
    }

    [Fact]
    public async Task What_a_request_adds_to_its_principal_changes_no_other_of_a_thousand_at_once()
    {
        var transformed = 0;
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddSingleton<IClaimsTransformation>(new Generous(() => Interlocked.Increment(ref transformed))),
            Endpoints = app =>
            {
                app.MapGet("/count", Count).RequireScope("contacts");
                app.MapGet("/tasks", () => "ok").RequireScope("tasks");
            },
        });
        var headers = Enumerable.Range(0, 4).Select(user => $"Bearer {api.Issuer.Issue(Contacts with { Subject = $"user-{user}" })}").ToArray();
        var alone = (await api.GetAsync("/count", headers[0])).Body;

        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, _) =>
        {
            var user = index % headers.Length;
            var answer = await api.GetAsync("/count", headers[user]);
            Assert.Equal((HttpStatusCode.OK, alone.Replace("user-0", $"user-{user}", StringComparison.Ordinal)), (answer.Status, answer.Body));
            Assert.Equal("scope_missing", (await api.GetAsync("/tasks", headers[user])).Code);
        });

        Assert.InRange(transformed, 1001, int.MaxValue);
    }

    // What the transformation added is there once, and the handler's own additions are never there when a request begins.
    private static string Count(HttpContext context)
    {
        var user = context.User;
        var seen = $"{user.Identity!.Name}: {user.Identities.Count()} identities, {user.Claims.Count()} claims, {user.FindAll("added").Count()} added, {user.FindAll("by-handler").Count()} by handler";
        ((ClaimsIdentity)user.Identity).AddClaim(new("by-handler", "1"));
        user.AddIdentity(new ClaimsIdentity([new Claim("by-handler", "2")]));
        return seen;
    }

    private static string Alter(string token, string alteration)
    {
        var parts = token.Split('.');
        return alteration switch
        {
            "signature" => $"{parts[0]}.{parts[1]}.{Flip(parts[2])}",
            "header" => $"{Flip(parts[0])}.{parts[1]}.{parts[2]}",
            "payload" => $"{parts[0]}.{Flip(parts[1])}.{parts[2]}",
            "appended" => token + "A",
            "prepended" => "A" + token,
            "shortened" => token[..^1],
            _ => $"{parts[0]}.{parts[1]}.{parts[2].ToUpperInvariant()}",
        };
    }

    // In the middle, where every bit of a character counts.
    private static string Flip(string part)
    {
        var at = part.Length / 2;
        return $"{part[..at]}{(part[at] == 'A' ? 'B' : 'A')}{part[(at + 1)..]}";
    }

    private sealed class Fickle(Queue<AccessTokenHookResult> answers, Action asked) : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
        {
            asked();
            return ValueTask.FromResult(answers.Dequeue());
        }
    }

    private sealed class Generous(Action count) : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            count();
            ((ClaimsIdentity)principal.Identity!).AddClaim(new("added", "1"));
            principal.AddIdentity(new ClaimsIdentity([new Claim("scope", "tasks"), new Claim("added", "2")]));
            return Task.FromResult(principal);
        }
    }
}
