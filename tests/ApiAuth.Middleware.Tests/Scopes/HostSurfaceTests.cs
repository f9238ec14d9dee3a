using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Scopes;

/// <summary>What the rest of ASP.NET Core sees of scopes: its own kinds of metadata, its own kinds of bodies.</summary>
public class HostSurfaceTests(HostSurfaceTests.Host host) : IClassFixture<HostSurfaceTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Fact]
    public async Task Every_kind_of_endpoint_shows_its_requirements_as_the_hosts_own_metadata()
    {
        var endpoints = api.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        IEnumerable<string?> PoliciesOf(string path) => endpoints.OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == path)
            .Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy);

        Assert.Equal(["scope:a b", "anyscope:c d", "permission:e", "anypermission:f g"], PoliciesOf("/endpoint"));
        Assert.Equal(["scope:a", "scope:b"], PoliciesOf("problems/class"));
    }

    [Fact]
    public async Task The_api_explorer_lists_endpoints_and_does_not_take_the_token_for_a_parameter()
    {
        var described = api.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items).ToArray();

        Assert.Equal(["id"], described.Single(item => item.RelativePath == "endpoint/{id}").ParameterDescriptions.Select(parameter => parameter.Name));
        Assert.Equal(["id"], described.Single(item => item.RelativePath == "problems/class/{id}").ParameterDescriptions.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("/problems/class")]
    [InlineData("/plain/class")]
    public async Task A_controller_refuses_with_the_same_problem_as_an_endpoint(string path)
    {
        var expected = await api.GetAsync("/only-a", TestAccessToken.Valid);
        var answer = await api.GetAsync(path, TestAccessToken.Valid with { Scope = "a" });

        answer.AssertNames("a b");
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(
            (expected["type"], expected["title"], expected["status"], expected["code"]),
            (answer["type"], answer["title"], answer["status"], answer["code"]));
    }

    [Fact]
    public async Task The_problems_of_a_controller_itself_are_left_alone()
    {
        var answer = await api.GetAsync("/problems/class/not-a-number", TestAccessToken.Valid with { Scope = "a b" });

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Null(answer.Code);
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public async Task An_authorization_filter_with_a_scope_policy_refuses_like_an_attribute()
    {
        await using var filtered = await TestApi.StartAsync(new()
        {
            Services = services => services.AddOnlyControllers(typeof(OpenController)).AddMvcOptions(mvc => mvc.Filters.Add(new AuthorizeFilter("scope:contacts"))),
            Endpoints = app => app.MapControllers(),
        });

        Assert.Equal(HttpStatusCode.OK, (await filtered.GetAsync("/unmarked", TestAccessToken.Valid with { Scope = "contacts" })).Status);
        (await filtered.GetAsync("/unmarked", TestAccessToken.Valid)).AssertNames("contacts");
        Assert.Equal("token_missing", (await filtered.GetAsync("/unmarked")).Code);
        Assert.Equal(2, filtered.Logs.Refusals.Count);
    }

    [Theory]
    [InlineData("application/grpc", null)]
    [InlineData("application/grpc-web+proto", null)]
    [InlineData("application/json", "scope_missing")]
    public async Task A_grpc_call_is_refused_without_a_body(string contentType, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/call") { Content = new ByteArrayContent([0, 0, 0, 0, 0]) };
        request.Content.Headers.ContentType = new(contentType);

        var answer = await api.SendAsync(request.WithToken(api.Issuer));

        Assert.Equal((HttpStatusCode.Forbidden, InsufficientScope.Challenge("a"), code), (answer.Status, answer.Challenge, answer.Code));
        Assert.Equal(code is null, answer.Body.Length == 0);
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new()
        {
            Services = services =>
            {
                services.AddOnlyControllers(typeof(ProblemsController), typeof(PlainController));
                services.AddEndpointsApiExplorer();
            },
            Endpoints = app =>
            {
                app.MapControllers();
                app.MapGet("/endpoint", () => "opened").RequireScope("a", "b").RequireAnyScope("c", "d").RequirePermission("e").RequireAnyPermission("f", "g");
                app.MapGet("/endpoint/{id}", (int id, AccessToken token) => $"{id} {token.Subject}").RequireScope("a");
                app.MapGet("/only-a", () => "opened").RequireScope("a");
                app.MapPost("/call", () => "opened").RequireScope("a");
            },
        };
    }

    [ApiController, Route("problems/class"), RequireScope("a")]
    public sealed class ProblemsController : ControllerBase
    {
        [HttpGet, RequireScope("b")]
        public string Get() => "opened";

        [HttpGet("{id}"), RequireScope("b")]
        public string Get(int id) => $"opened {id}";
    }

    [Route("plain/class"), RequireScope("a")]
    public sealed class PlainController : Controller
    {
        [HttpGet, RequireScope("b")]
        public string Get() => "opened";
    }

    [ApiController, Route("unmarked")]
    public sealed class OpenController : ControllerBase
    {
        [HttpGet]
        public string Get() => "opened";
    }
}
