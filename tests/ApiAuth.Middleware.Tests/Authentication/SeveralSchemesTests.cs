using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Authentication.BadInput;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>Two schemes on one endpoint: every challenge, one status, one body, one log event.</summary>
public class SeveralSchemesTests
{
    private const string InvalidToken = "error=\"invalid_token\", error_description=\"The access token is not valid for this API\"";
    private readonly TestIssuer other = new("https://other.test/") { Audience = "urn:other", TimeProvider = new ManualTimeProvider() };

    [Fact]
    public async Task Each_scheme_takes_its_own_tokens()
    {
        await using var api = await StartAsync();

        Assert.Equal((HttpStatusCode.OK, "Bearer"), await SendAsync(api, api.Issuer.Issue()) is var first ? (first.Status, first.Body) : default);
        Assert.Equal((HttpStatusCode.OK, "Other"), await SendAsync(api, other.Issue()) is var second ? (second.Status, second.Body) : default);
    }

    [Fact]
    public async Task Each_scheme_adds_its_challenge_and_the_body_is_written_once()
    {
        await using var api = await StartAsync();

        var refused = await api.GetAsync("/both");

        Assert.Equal((HttpStatusCode.Unauthorized, "token_missing"), (refused.Status, refused.Code));
        Assert.Equal(["Bearer realm=\"api\"", "Bearer realm=\"other\""], refused.Challenges);
        Assert.Equal(100, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    [Fact]
    public async Task The_scheme_with_which_the_token_came_further_speaks()
    {
        await using var api = await StartAsync();

        var first = await SendAsync(api, api.Issuer.Issue(TestAccessToken.Expired));
        var second = await SendAsync(api, other.Issue(TestAccessToken.ForgedSignature));

        Assert.Equal(("token_expired", "signature_invalid"), (first.Code, second.Code));
        Assert.Equal([$"Bearer realm=\"api\", {InvalidToken}", $"Bearer realm=\"other\", {InvalidToken}"], first.Challenges);
        Assert.Equal(first.Challenges, second.Challenges);
        Assert.Equal([113, 116], api.Logs.Refusals.Select(record => record.Event.Id));
        Assert.Contains("(Other)", api.Logs.Refusals[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_win_over_a_401()
    {
        var broken = other.Break(IssuerFault.ConnectionRefused);
        await using var api = await StartAsync();
        var token = other.Issue();

        var refused = await SendAsync(api, token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (refused.Status, refused.Code));
        Assert.Equal($"Bearer realm=\"api\", {InvalidToken}", refused.Challenge);
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(123, Assert.Single(api.Logs.Refusals).Event.Id);
        broken.Dispose();
        ((ManualTimeProvider)other.TimeProvider).Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, token)).Status);
    }

    [Fact]
    public async Task A_hook_that_forbids_is_not_hidden_by_the_scheme_that_does_not_know_the_token()
    {
        await using var api = await StartAsync();

        var refused = await SendAsync(api, api.Issuer.Issue(TestAccessToken.Valid.WithClaim("test", "forbidden")));

        Assert.Equal((HttpStatusCode.Forbidden, "refused_by_hook"), (refused.Status, refused.Code));
        Assert.Equal(119, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    [Fact]
    public async Task Only_the_scheme_whose_token_came_says_what_it_lacks()
    {
        await using var api = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/both/contacts", $"Bearer {other.Issue(TestAccessToken.Valid with { Scope = "contacts" })}")).Status);

        var refused = await api.GetAsync("/both/contacts", $"Bearer {other.Issue()}");

        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (refused.Status, refused.Code));
        Assert.Equal("Bearer realm=\"other\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"", refused.Challenge);
        Assert.Contains("(Other)", Assert.Single(api.Logs.Refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_handler_that_challenges_both_causes_one_log_event(string method)
    {
        await using var api = await StartAsync();

        var refused = await api.SendAsync(new(new(method), "/challenge"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("Bearer realm=\"api\"", refused.Challenges[0]);
        Assert.Equal(100, Assert.Single(api.Logs.Refusals).Event.Id);
    }

    private static Task<Answer> SendAsync(TestApi api, string token) => api.GetAsync("/both", $"Bearer {token}");

    private Task<TestApi> StartAsync() => TestApi.StartAsync(new()
    {
        Auth = auth => auth.AddHook<ObedientHook>(),
        Services = services => services.AddAuth0ApiAuthorization("Other", options =>
        {
            (options.Issuer, options.Audience, options.BackchannelHttpHandler, options.TimeProvider) = (other.Issuer, "urn:other", other.Handler, other.TimeProvider);
            options.Challenges.Realm = "other";
        }),
        Endpoints = app =>
        {
            var both = new AuthorizeAttribute { AuthenticationSchemes = "Bearer,Other" };
            app.MapGet("/both", (HttpContext context) => context.User.Identities.Single(identity => identity.IsAuthenticated).AuthenticationType).RequireAuthorization(both);
            app.MapGet("/both/contacts", () => "ok").RequireAuthorization(both).RequireScope("contacts");
            app.MapMethods("/challenge", ["GET", "HEAD"], () => Results.Challenge(authenticationSchemes: ["Bearer", "Other"]));
        },
    });
}
