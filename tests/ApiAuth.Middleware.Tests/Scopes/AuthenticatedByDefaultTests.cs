using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary><c>RequireAuthenticatedByDefault()</c> for controllers and hubs.</summary>
public class AuthenticatedByDefaultTests(AuthenticatedByDefaultTests.Host host) : IClassFixture<AuthenticatedByDefaultTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/controllers/plain")]
    [InlineData("/hub?id=1")]
    public async Task An_action_or_a_hub_that_says_nothing_needs_a_token(string path)
    {
        var refused = await api.GetAsync(path);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", "token_missing"), (refused.Status, refused.Challenge, refused.Code));
        Assert.Single(api.Logs.Refusals);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await api.GetAsync(path, TestAccessToken.Valid)).Status);
    }

    [Fact]
    public async Task An_action_that_allows_anonymous_callers_stays_open() =>
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/controllers/anonymous")).Status);

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Auth = auth => auth.RequireAuthenticatedByDefault(),
            Services = services =>
            {
                services.AddSignalR();
                services.AddOnlyControllers(typeof(PlainController));
            },
            Endpoints = app =>
            {
                app.MapControllers();
                app.MapHub<PlainHub>("/hub");
            },
        };
    }

    [Route("controllers")]
    public sealed class PlainController : ControllerBase
    {
        [HttpGet("plain")]
        public string Plain() => "opened";

        [HttpGet("anonymous"), AllowAnonymous]
        public string Anonymous() => "opened";
    }

    internal sealed class PlainHub : Hub;
}
