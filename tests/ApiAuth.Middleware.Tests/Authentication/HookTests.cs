using System.Collections.Concurrent;
using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Authentication.BadInput;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>Rule 16: the application's own say.</summary>
public class HookTests
{
    private readonly ConcurrentQueue<string> told = new();

    [Fact]
    public async Task Hooks_run_by_order_then_as_registered_and_remembered_tokens_meet_them_again()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services
                .AddScoped<IAccessTokenHook>(_ => new Recorder("all, 5", 5, told))
                .AddScoped<IAccessTokenHook>(_ => new Recorder("all, 0", 0, told))
                .AddKeyedScoped<IAccessTokenHook>("Bearer", (_, _) => new Recorder("scheme, 0", 0, told))
                .AddKeyedScoped<IAccessTokenHook>("Bearer", (_, _) => new Recorder("scheme, -1", -1, told))
                .AddKeyedScoped<IAccessTokenHook>("Other", (_, _) => new Recorder("other", 0, told)),
        });
        var token = $"Bearer {api.Issuer.Issue()}";

        await api.GetAsync("/private", token);
        await api.GetAsync("/private", token);

        string[] once = ["scheme, -1", "all, 0", "scheme, 0", "all, 5"];
        Assert.Equal([.. once, .. once], told);
    }

    [Fact]
    public async Task A_hook_that_no_scheme_would_find_stops_the_start()
    {
        await using (await TestApi.StartAsync(new() { Services = services => services.AddKeyedScoped<IAccessTokenHook>("Bearer", (_, _) => new Recorder("scheme", 0, told)) }))
        {
        }

        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestApi.StartAsync(new() { Services = services => services.AddKeyedScoped<IAccessTokenHook>(KeyedService.AnyKey, (_, _) => new Recorder("any", 0, told)) }));

        Assert.Equal("An IAccessTokenHook is registered under KeyedService.AnyKey, where no scheme finds it: it would never run. Register it without a key for all schemes, or by AddHook<THook>() for one.", Assert.Single(stopped.Failures));
    }

    [Fact]
    public async Task A_hook_gets_the_requests_own_services()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddScoped<Unit>(),
            Auth = auth => auth.AddHook<UnitHook>(),
            Endpoints = app => app.MapGet("/unit", (Unit unit, HttpContext context) => $"{unit.Id} {context.User.FindFirst("unit")?.Value}").RequireAuthorization(),
        });
        var token = $"Bearer {api.Issuer.Issue()}";

        var first = (await api.GetAsync("/unit", token)).Body.Split(' ');
        var second = (await api.GetAsync("/unit", token)).Body.Split(' ');

        Assert.Equal((first[0], second[0]), (first[1], second[1]));
        Assert.NotEqual(first[0], second[0]);
    }

    [Fact]
    public async Task Claims_that_a_hook_adds_are_of_this_request_and_widen_no_scope_or_permission()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Auth = auth => auth.AddHook<GenerousHook>(),
            Endpoints = app =>
            {
                app.MapGet("/permission", () => "ok").RequirePermission("delete:it");
                app.MapGet("/role", () => "ok").RequireAuthorization(policy => policy.RequireRole("admin"));
                app.MapGet("/count", (HttpContext context) => $"{context.User.Claims.Count(claim => claim.Type == "roles")}").RequireAuthorization();
            },
        });
        var token = $"Bearer {api.Issuer.Issue()}";

        Assert.Equal("scope_missing", (await api.GetAsync("/contacts", token)).Code);
        Assert.Equal("permission_missing", (await api.GetAsync("/permission", token)).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/role", token)).Status);
        Assert.Equal("1", (await api.GetAsync("/count", token)).Body);
        Assert.Equal("1", (await api.GetAsync("/count", token)).Body);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);
    }

    [Fact]
    public async Task The_first_refusal_ends_the_hooks_and_its_words_are_shown()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Auth = auth => auth.AddHook<ObedientHook>(),
            Services = services => services.AddKeyedScoped<IAccessTokenHook>("Bearer", (_, _) => new Recorder("later", 1, told)),
        });

        var refused = await api.GetAsync("/private", TestAccessToken.Valid.WithClaim("test", "forbidden"));
        Assert.Equal((HttpStatusCode.Forbidden, null, "refused_by_hook", "Not on Sundays."), (refused.Status, refused.Challenge, refused.Code, refused["detail"]));
        Assert.DoesNotContain("later", told);
        Assert.Contains("the hook ObedientHook", Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);
        Assert.Contains("later", told);
    }

    [Fact]
    public async Task A_token_that_was_remembered_is_refused_once_it_is_revoked()
    {
        var revocations = new Revocations();
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddSingleton(revocations), Auth = auth => auth.AddHook<RevocationHook>() });
        var token = $"Bearer {api.Issuer.Issue(TestAccessToken.Rfc9068 with { TokenId = "id-1" })}";
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", token)).Status);

        revocations.Revoked.TryAdd("id-1", true);
        Assert.Equal((HttpStatusCode.Unauthorized, "token_revoked"), (await api.GetAsync("/private", token)) is var refused ? (refused.Status, refused.Code) : default);
        revocations.Revoked.Clear();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", token)).Status);
    }

    [Theory]
    [InlineData("/private")]
    [InlineData("/open")]
    public async Task A_hook_that_throws_makes_a_500_and_never_a_user(string path)
    {
        var reached = false;
        await using var api = await TestApi.StartAsync(new()
        {
            Auth = auth => auth.AddHook<ObedientHook>(),
            Pipeline = app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))).UseAuthentication().UseAuthorization().Use((context, next) =>
            {
                reached = true;
                return next(context);
            }),
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, TestAccessToken.Valid)).Status);
        (reached, var broken) = (false, TestAccessToken.Valid.WithClaim("test", "broken"));

        var answer = await api.GetAsync(path, broken);

        Assert.Equal((HttpStatusCode.InternalServerError, "sorry", null, false), (answer.Status, answer.Body, answer.Challenge, reached));
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public async Task A_refusal_is_told_once_with_its_reason_and_its_status()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddScoped<IAccessTokenHook>(_ => new Recorder("hook", 0, told)) });

        await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" });
        Assert.Equal(["hook"], told);
        told.Clear();
        await api.GetAsync("/contacts", TestAccessToken.Valid);
        Assert.Equal(["hook", "Bearer refused: ScopeMissing 403 Expected the scope \"contacts\"; found scope \"openid profile\"."], told);
        told.Clear();
        await api.GetAsync("/contacts", TestAccessToken.Expired);
        await api.GetAsync("/contacts");
        Assert.Equal(["Bearer refused: TokenExpired 401", "Bearer refused: TokenMissing 401"], told.Select(text => string.Join(' ', text.Split(' ').Take(4))));
        told.Clear();
        await api.GetAsync("/open", TestAccessToken.Expired);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_hook_that_throws_over_a_refusal_makes_a_500()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Auth = auth => auth.AddHook<BrokenListener>(),
            Pipeline = app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))).UseAuthentication().UseAuthorization(),
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        var answer = await api.GetAsync("/private", TestAccessToken.Expired);

        Assert.Equal((HttpStatusCode.InternalServerError, "sorry", null), (answer.Status, answer.Body, answer.Challenge));
        Assert.Equal(113, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    private sealed class Recorder(string name, int order, ConcurrentQueue<string> told) : IAccessTokenHook
    {
        public int Order => order;

        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
        {
            Assert.NotNull(context.HttpContext);
            Assert.Equal(("Bearer", "auth0|test-user"), (context.Scheme, context.Token.Subject));
            told.Enqueue(name);
            return ValueTask.FromResult(AccessTokenHookResult.Continue);
        }

        public ValueTask OnRefusedAsync(AccessTokenRefusal refusal, CancellationToken cancellationToken)
        {
            Assert.False(refusal.HttpContext.Response.HasStarted);
            told.Enqueue($"{refusal.Scheme} refused: {refusal.Reason} {refusal.Status} {refusal.Explanation}");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Unit
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class UnitHook(Unit unit) : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
        {
            context.AddClaim("unit", unit.Id.ToString());
            return ValueTask.FromResult(AccessTokenHookResult.Continue);
        }
    }

    private sealed class GenerousHook : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken)
        {
            foreach (var (type, value) in new[] { ("scope", "contacts"), ("permissions", "delete:it"), ("roles", "admin") })
                context.AddClaim(type, value);
            return ValueTask.FromResult(AccessTokenHookResult.Continue);
        }
    }

    private sealed class Revocations
    {
        public ConcurrentDictionary<string, bool> Revoked { get; } = new();
    }

    private sealed class RevocationHook(Revocations revocations) : IAccessTokenHook
    {
        public ValueTask<AccessTokenHookResult> OnAcceptedAsync(AccessTokenHookContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(revocations.Revoked.ContainsKey(context.Token.TokenId!) ? AccessTokenHookResult.Revoked() : AccessTokenHookResult.Continue);
    }

    private sealed class BrokenListener : IAccessTokenHook
    {
        public ValueTask OnRefusedAsync(AccessTokenRefusal refusal, CancellationToken cancellationToken) => throw new InvalidOperationException("The listener is broken.");
    }
}
