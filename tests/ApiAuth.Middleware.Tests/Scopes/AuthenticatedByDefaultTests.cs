using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary><c>RequireAuthenticatedByDefault()</c>: endpoints that say nothing need a token; what is no endpoint is none.</summary>
public class AuthenticatedByDefaultTests(AuthenticatedByDefaultTests.Host host) : IClassFixture<AuthenticatedByDefaultTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/plain")]
    [InlineData("/controllers/plain")]
    [InlineData("/hub?id=1")]
    public async Task An_endpoint_that_says_nothing_needs_a_token(string path)
    {
        var refused = await api.GetAsync(path);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", "token_missing"), (refused.Status, refused.Challenge, refused.Code));
        Assert.Single(api.Logs.Refusals);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await api.GetAsync(path, TestAccessToken.Valid)).Status);
    }

    [Theory]
    [InlineData("/anonymous")]
    [InlineData("/controllers/anonymous")]
    [InlineData("/health")]
    public async Task An_endpoint_that_allows_anonymous_callers_stays_open(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);

    [Fact]
    public async Task An_unknown_route_is_not_found_with_a_token_and_without()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/unknown")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/unknown", TestAccessToken.Valid)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/unknown", TestAccessToken.Expired)).Status);
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_something_is_asked_for_that()
    {
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);
        (await api.GetAsync("/contacts", TestAccessToken.Valid)).AssertNames("contacts");
    }

    [Fact]
    public async Task The_applications_own_fallback_policy_holds_as_well()
    {
        await using var stricter = await TestApi.StartAsync(new()
        {
            Auth = auth => auth.RequireAuthenticatedByDefault(),
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireScope("everywhere").Build()),
            Endpoints = app => app.MapGet("/plain", () => "opened"),
        });

        Assert.Equal(HttpStatusCode.OK, (await stricter.GetAsync("/plain", TestAccessToken.Valid with { Scope = "everywhere" })).Status);
        (await stricter.GetAsync("/plain", TestAccessToken.Valid)).AssertNames("everywhere");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stricter.GetAsync("/plain")).Status);
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Auth = auth => auth.RequireAuthenticatedByDefault(),
            Services = services =>
            {
                services.AddSignalR();
                services.AddHealthChecks();
                services.AddOnlyControllers(typeof(PlainController));
            },
            Endpoints = app =>
            {
                app.MapControllers();
                app.MapHub<PlainHub>("/hub");
                app.MapHealthChecks("/health").AllowAnonymous();
                app.MapGet("/plain", () => "opened");
                app.MapGet("/anonymous", () => "opened").AllowAnonymous();
            },
        };
    }

    [Microsoft.AspNetCore.Mvc.Route("controllers")]
    public sealed class PlainController : Microsoft.AspNetCore.Mvc.ControllerBase
    {
        [Microsoft.AspNetCore.Mvc.HttpGet("plain")]
        public string Plain() => "opened";

        [Microsoft.AspNetCore.Mvc.HttpGet("anonymous"), AllowAnonymous]
        public string Anonymous() => "opened";
    }

    internal sealed class PlainHub : Hub;
}
