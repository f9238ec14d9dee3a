using System.Net;
using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiAuth.Middleware.Tests.Authentication;

/// <summary>How an application reaches the token of a request.</summary>
public class AccessTokenOfRequestTests(AccessTokenOfRequestTests.Host host) : IClassFixture<AccessTokenOfRequestTests.Host>
{
    private readonly TestApi api = host.Fresh();

    private static readonly TestAccessToken Ann = TestAccessToken.Valid with { Subject = "auth0|ann" };

    [Theory]
    [InlineData("/parameter")]
    [InlineData("/nullable")]
    [InlineData("/context")]
    [InlineData("/user")]
    [InlineData("/filtered")]
    [InlineData("/controller")]
    [InlineData("/controller/filtered")]
    public async Task Every_kind_of_code_reaches_the_token_of_its_request(string path)
    {
        Assert.Equal("auth0|ann", (await api.GetAsync(path, Ann)).Body);
    }

    [Theory]
    [InlineData("/nullable")]
    [InlineData("/context")]
    [InlineData("/user")]
    [InlineData("/filtered")]
    public async Task Without_a_token_there_is_none(string path)
    {
        Assert.Equal((HttpStatusCode.OK, "none"), ((await api.GetAsync(path)) is var answer ? (answer.Status, answer.Body) : default));
        Assert.Equal("none", (await api.GetAsync(path, Ann with { Audience = "other" })).Body);
    }

    [Fact]
    public async Task A_handler_that_needs_a_token_does_not_run_without_one_even_where_anonymous_callers_are_allowed()
    {
        Assert.Equal("auth0|ann", (await api.GetAsync("/careless", Ann)).Body);
        var refused = await api.GetAsync("/careless");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.DoesNotContain("ran", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_with_the_same_token_share_it_and_have_users_of_their_own()
    {
        var authorization = $"Bearer {api.Issuer.Issue(Ann)}";

        Assert.Equal("1 auth0|ann", (await api.GetAsync("/mark", authorization)).Body);
        Assert.Equal("1 auth0|ann", (await api.GetAsync("/mark", authorization)).Body);
    }

    [Fact]
    public async Task The_token_is_found_behind_a_user_of_several_identities_whichever_comes_first()
    {
        Assert.Equal("auth0|ann", (await api.GetAsync("/second", Ann)).Body);
        Assert.Equal("none", (await api.GetAsync("/stranger", Ann)).Body);
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Services = services => services.AddOnlyControllers(typeof(TokenController)),
            Endpoints = app =>
            {
                app.MapControllers();
                app.MapGet("/parameter", (AccessToken token) => token.Subject).RequireAuthorization();
                app.MapGet("/nullable", (AccessToken? token) => token?.Subject ?? "none");
                app.MapGet("/careless", (AccessToken token) => token.Subject ?? "ran");
                app.MapGet("/context", (HttpContext context) => context.GetAccessToken()?.Subject ?? "none");
                app.MapGet("/user", (HttpContext context) => context.User.GetAccessToken()?.Subject ?? "none");
                app.MapGet("/filtered", () => "unfiltered").AddEndpointFilter((context, _) => ValueTask.FromResult<object?>(context.HttpContext.GetAccessToken()?.Subject ?? "none"));
                app.MapGet("/second", (HttpContext context) => new ClaimsPrincipal([new ClaimsIdentity("Other"), .. context.User.Identities]).GetAccessToken()?.Subject ?? "none").RequireAuthorization();
                app.MapGet("/stranger", (HttpContext context) => new ClaimsPrincipal(new ClaimsIdentity(context.User.Claims, "Bearer")).GetAccessToken()?.Subject ?? "none").RequireAuthorization();
                app.MapGet("/mark", (HttpContext context) =>
                {
                    context.User.AddIdentity(new([new("mark", "1")]));
                    ((ClaimsIdentity)context.User.Identity!).AddClaim(new("mark", "2"));
                    return $"{context.User.FindAll("mark").Count(claim => claim.Value == "2")} {context.GetAccessToken()!.Subject}";
                }).RequireAuthorization();
            },
        };
    }

    [ApiController, Route("controller"), Microsoft.AspNetCore.Authorization.Authorize]
    public sealed class TokenController : ControllerBase
    {
        [HttpGet]
        public string Get() => HttpContext.GetAccessToken()!.Subject;

        [HttpGet("filtered"), SubjectFilter]
        public string Filtered() => "unfiltered";
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SubjectFilterAttribute : ActionFilterAttribute
    {
        public override void OnActionExecuting(ActionExecutingContext context) =>
            context.Result = new ContentResult { Content = context.HttpContext.GetAccessToken()!.Subject };
    }
}
