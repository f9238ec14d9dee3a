using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>Refusals that do not come from the table: from code, over a response that has begun, beside the application's own parts.</summary>
public class RefusalTests
{
    private const string InsufficientScope = "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"";

    [Fact]
    public async Task Keys_that_cannot_be_had_are_503_without_a_challenge_and_say_when_to_come_again()
    {
        await using var api = await TestApi.StartAsync(new() { OnSocket = true });
        var broken = api.Issuer.Break(IssuerFault.ConnectionRefused);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken));
        var request = new RawRequest("GET", "/private", $"Authorization: Bearer {api.Issuer.Issue(TestAccessToken.Valid with { Key = api.Issuer.Rotate() })}");

        var refused = await request.SendAsync(api.Address);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, null, "keys_unavailable", "no-store"), (refused.Status, refused.Challenge, refused.Code, refused.CacheControl));
        Assert.Equal(123, Assert.Single(api.Logs.Refusals).Event.Id);
        broken.Dispose();
        api.Time.Advance(TimeSpan.FromSeconds(int.Parse(refused.RetryAfter!)));
        Assert.Equal(HttpStatusCode.OK, (await request.SendAsync(api.Address)).Status);
    }

    [Theory]
    [InlineData("/challenge", 401, "Bearer realm=\"api\"", "token_missing", 100)]
    [InlineData("/forbid", 403, null, "policy_not_met", 122)]
    public async Task A_refusal_from_the_code_of_a_handler_is_told_like_any_other(string path, int status, string? challenge, string code, int eventId)
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = MapCode });
        Assert.Equal("ok", (await api.GetAsync($"{path}?pass=true", TestAccessToken.Valid)).Body);
        Assert.Empty(api.Logs.Refusals);

        foreach (var token in new[] { TestAccessToken.Valid, null })
        {
            api.Logs.Clear();
            var refused = await api.GetAsync(path, token);

            Assert.Equal((status, challenge, code, "no-store"), ((int)refused.Status, refused.Challenge, refused.Code, refused.CacheControl));
            Assert.Equal(eventId, Assert.Single(api.Logs.Ours).Event.Id);
        }
    }

    [Fact]
    public async Task A_handler_that_challenges_a_bad_token_says_what_is_wrong_with_it()
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = MapCode });
        Assert.Equal("ok", (await api.GetAsync("/challenge?pass=true", TestAccessToken.Valid)).Body);

        Assert.Equal("token_expired", (await api.GetAsync("/challenge", TestAccessToken.Expired)).Code);
    }

    [Fact]
    public async Task A_response_that_has_begun_is_left_alone()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/begun", async (HttpContext context, bool challenge) =>
            {
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                if (challenge)
                    await context.ChallengeAsync();
                else
                    await context.ForbidAsync();
            }),
        });

        foreach (var challenge in new[] { true, false })
        {
            var answer = await api.GetAsync($"/begun?challenge={challenge}", TestAccessToken.Valid);

            Assert.Equal((HttpStatusCode.OK, "begun", null), (answer.Status, answer.Body, answer.Challenge));
        }
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public async Task A_middleware_that_begins_the_response_too_early_gets_no_second_body()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Pipeline = app => app.Use(async (context, next) =>
            {
                await context.Response.WriteAsync("begun");
                await next(context);
            }).UseRouting().UseAuthentication().UseAuthorization(),
        });

        var answer = await api.GetAsync("/private", TestAccessToken.Expired);

        Assert.Equal((HttpStatusCode.OK, "begun", null), (answer.Status, answer.Body, answer.Challenge));
    }

    [Fact]
    public async Task A_bad_token_on_an_endpoint_for_everybody_is_no_refusal_and_gives_no_user()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/optional", (HttpContext context, AccessToken? token) => $"{token?.Subject ?? "nobody"} {context.User.Claims.Count()} {context.User.Identity?.IsAuthenticated}").RequireScope("contacts").AllowAnonymous(),
        });
        api.Logs.Clear();
        Assert.Equal("auth0|test-user 7 True", (await api.GetAsync("/optional", TestAccessToken.Valid with { Scope = "contacts" })).Body);

        foreach (var token in new[] { TestAccessToken.Expired, TestAccessToken.ForgedSignature, TestAccessToken.Opaque, TestAccessToken.WrongIssuer, TestAccessToken.IdToken })
        {
            var answer = await api.GetAsync("/optional", token);
            Assert.Equal((HttpStatusCode.OK, "nobody 0 False", null, null), (answer.Status, answer.Body, answer.Challenge, answer.CacheControl));
        }
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/optional", "Bearer a b")).Status);
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public async Task The_realm_is_the_applications()
    {
        await using var api = await TestApi.StartAsync(new() { Options = options => options.Challenges.Realm = "World Mappers (v2)" });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);

        Assert.Equal("Bearer realm=\"World Mappers (v2)\"", (await api.GetAsync("/contacts")).Challenge);
        Assert.StartsWith("Bearer realm=\"World Mappers (v2)\", error=\"invalid_token\", ", (await api.GetAsync("/contacts", TestAccessToken.Expired)).Challenge, StringComparison.Ordinal);
        Assert.StartsWith("Bearer realm=\"World Mappers (v2)\", error=\"insufficient_scope\", scope=\"contacts\", ", (await api.GetAsync("/contacts", TestAccessToken.Valid)).Challenge, StringComparison.Ordinal);
        Assert.StartsWith("Bearer realm=\"World Mappers (v2)\", error=\"invalid_request\", ", (await api.GetAsync("/contacts", "Bearer")).Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_told_beside_an_authorization_handler_that_fails_outright()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddSingleton<IAuthorizationHandler, OutrightFailure>() });
        var token = TestAccessToken.Valid with { Scope = "contacts" };
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", token)).Status);

        Assert.Equal(InsufficientScope, (await api.GetAsync("/contacts", TestAccessToken.Valid with { OrganizationId = "org_blocked" })).Challenge);
        Assert.Equal("policy_not_met", (await api.GetAsync("/contacts", token with { OrganizationId = "org_blocked" })).Code);
    }

    [Fact]
    public async Task A_result_handler_of_the_application_that_replaces_ours_loses_neither_the_challenge_nor_the_body()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddSingleton<IAuthorizationMiddlewareResultHandler, Replacement>() });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);

        var refused = await api.GetAsync("/contacts", TestAccessToken.Valid);

        Assert.Equal((HttpStatusCode.Forbidden, InsufficientScope, "scope_missing"), (refused.Status, refused.Challenge, refused.Code));
        Assert.Equal(120, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    [Fact]
    public async Task An_error_page_that_is_refused_in_its_turn_repeats_no_challenge()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Options = options => options.Challenges.ProblemDetails = false,
            Pipeline = app => app.UseStatusCodePagesWithReExecute("/error").UseRouting().UseAuthentication().UseAuthorization(),
            Endpoints = app => app.MapGet("/error", () => "sorry").RequireAuthorization(),
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        var refused = await api.GetAsync("/private");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", ""), (refused.Status, refused.Challenge, refused.Body));
        Assert.Equal(100, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    [Fact]
    public async Task An_error_page_after_an_exception_of_the_application_s_result_handler_refuses_whole()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Registrations = services => services.AddSingleton<IAuthorizationMiddlewareResultHandler, Thrower>(),
            Pipeline = app => app.UseExceptionHandler("/challenge").UseRouting().UseAuthentication().UseAuthorization(),
            Endpoints = MapCode,
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        var refused = await api.GetAsync("/private");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", "token_missing"), (refused.Status, refused.Challenge, refused.Code));
        Assert.Equal(100, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    [Theory]
    [InlineData("/middleware/challenge", 401, "token_missing")]
    [InlineData("/middleware/forbid", 403, "policy_not_met")]
    public async Task A_refusal_where_there_is_no_endpoint_is_told_like_any_other(string path, int status, string code)
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Pipeline = app => app.Use((HttpContext context, RequestDelegate next) => context.Request.Path.Value switch
            {
                "/middleware/challenge" => context.ChallengeAsync(),
                "/middleware/forbid" => context.ForbidAsync(),
                _ => next(context),
            }).UseRouting().UseAuthentication().UseAuthorization(),
        });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        var refused = await api.GetAsync(path);

        Assert.Equal((status, code), ((int)refused.Status, refused.Code));
        Assert.StartsWith("Refused a request without an endpoint with ", Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_nobody_listens_to_is_a_refusal_still()
    {
        await using var api = await TestApi.StartAsync(new() { Services = services => services.AddLogging(logging => logging.AddFilter("ApiAuth", LogLevel.None)) });
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/private", TestAccessToken.Valid)).Status);

        Assert.Equal((HttpStatusCode.Unauthorized, "token_expired"), await api.GetAsync("/private", TestAccessToken.Expired) is var refused ? (refused.Status, refused.Code) : default);
        Assert.Empty(api.Logs.Refusals);
    }

    private static void MapCode(WebApplication app)
    {
        app.MapGet("/challenge", (bool? pass) => pass == true ? Results.Text("ok") : Results.Challenge());
        app.MapGet("/forbid", (bool? pass) => pass == true ? Results.Text("ok") : Results.Forbid());
    }

    private sealed class OutrightFailure : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context)
        {
            if (context.User.FindFirst("org_id")?.Value == "org_blocked")
                context.Fail();
            return Task.CompletedTask;
        }
    }

    private sealed class Thrower : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler byDefault = new();

        public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            await byDefault.HandleAsync(next, context, policy, authorizeResult);
            if (!authorizeResult.Succeeded)
                throw new InvalidOperationException("The application's own code failed.");
        }
    }

    private sealed class Replacement : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler byDefault = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
            byDefault.HandleAsync(next, context, policy, authorizeResult);
    }
}
