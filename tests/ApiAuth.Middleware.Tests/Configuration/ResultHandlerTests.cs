using System.Net;
using ApiAuth.Middleware.Tests.Configuration.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Apps with an <see cref="IAuthorizationMiddlewareResultHandler"/> of their own: it runs, and refusals stay whole.</summary>
public class ResultHandlerTests
{
    [Theory]
    [InlineData(false, ServiceLifetime.Singleton)]
    [InlineData(false, ServiceLifetime.Scoped)]
    [InlineData(false, ServiceLifetime.Transient)]
    [InlineData(true, ServiceLifetime.Singleton)]
    [InlineData(true, ServiceLifetime.Scoped)]
    public async Task A_handler_of_the_app_runs_and_what_it_leaves_to_the_framework_is_refused_by_us(bool isAfter, ServiceLifetime lifetime)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddScoped<PerRequest>();
                if (isAfter)
                    services.AddAuth0ApiAuthorization();
                services.Add(new(typeof(IAuthorizationMiddlewareResultHandler), lifetime == ServiceLifetime.Scoped ? typeof(OwnScopedHandler) : typeof(OwnHandler), lifetime));
                if (!isAfter)
                    services.AddAuth0ApiAuthorization();
            },
            App = app =>
            {
                app.MapContacts();
                app.MapGet("/hidden", () => "hidden").RequireScope("hidden");
            },
        }.StartAsync();

        var statuses = await api.TryContactsAsync();
        api.Logs.Clear();
        var forbidden = await api.GetAsync("/contacts", "openid");
        var hidden = await api.GetAsync("/hidden", "openid");

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal("scope_missing", forbidden.Code);
        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"contacts\", error_description=\"The access token does not grant what this request needs\"", forbidden.Challenge);
        Assert.Equal((HttpStatusCode.NotFound, 0), (hidden.Status, hidden.Challenges.Length));
        Assert.Single(api.Logs.Refusals);
    }

    [Fact]
    public async Task An_authorization_filter_of_MVC_is_told_what_is_missing_too()
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddControllers(mvc => mvc.Filters.Add(new AuthorizeFilter(new AuthorizationPolicyBuilder().RequireScope("contacts").Build()))).UseOnly<OpenController>();
            },
            App = app => app.MapControllers(),
        }.StartAsync();

        var opened = await api.GetAsync("/filtered", "contacts");
        var forbidden = await api.GetAsync("/filtered", "openid");

        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (forbidden.Status, forbidden.Code));
        Assert.Contains("scope=\"contacts\"", forbidden.Challenge, StringComparison.Ordinal);
    }

    /// <summary>Hides what may not be known of, and leaves the rest to the framework.</summary>
    private class OwnHandler : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler framework = new();

        public virtual Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (context.Request.Path != "/hidden")
                return framework.HandleAsync(next, context, policy, authorizeResult);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }

    private sealed class OwnScopedHandler(PerRequest perRequest) : OwnHandler
    {
        public override Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            Assert.Same(context.RequestServices.GetRequiredService<PerRequest>(), perRequest);
            return base.HandleAsync(next, context, policy, authorizeResult);
        }
    }

    private sealed class PerRequest;
}

[ApiController, Route("filtered")]
public class OpenController : ControllerBase
{
    [HttpGet]
    public string Get() => "open";
}
