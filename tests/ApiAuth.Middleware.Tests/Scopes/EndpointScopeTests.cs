using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Tests.Scopes;

public class EndpointScopeTests(EndpointScopeTests.Host host) : IClassFixture<EndpointScopeTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/all", "contacts tasks")]
    [InlineData("/any", "tasks")]
    [InlineData("/any", "contacts")]
    [InlineData("/attribute", "contacts")]
    [InlineData("/twice", "contacts tasks")]
    [InlineData("/group", "contacts")]
    [InlineData("/group/endpoint", "contacts write:contacts")]
    [InlineData("/group/inner/any", "contacts tasks extra")]
    public async Task A_token_with_every_scope_of_group_and_endpoint_opens_it(string path, string scope)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, TestAccessToken.Valid with { Scope = scope })).Status);
    }

    [Theory]
    [InlineData("/all", "tasks", "contacts tasks")]
    [InlineData("/any", "appointments", "contacts")]
    [InlineData("/attribute", "tasks", "contacts")]
    [InlineData("/twice", "contacts", "contacts tasks")]
    [InlineData("/group", "write:contacts", "contacts")]
    [InlineData("/group/endpoint", "contacts", "contacts write:contacts")]
    [InlineData("/group/endpoint", "write:contacts", "contacts write:contacts")]
    [InlineData("/group/inner/any", "contacts extra", "contacts extra appointments")]
    [InlineData("/group/inner/any", "contacts tasks", "contacts extra")]
    public async Task A_token_that_lacks_a_scope_of_group_or_endpoint_is_refused_with_their_names(string path, string scope, string named)
    {
        (await api.GetAsync(path, TestAccessToken.Valid with { Scope = scope })).AssertNames(named);
        Assert.Single(api.Logs.Refusals);
    }

    [Theory]
    [InlineData("/permission", "delete:contacts", 200)]
    [InlineData("/permission", "own:contacts", 403)]
    [InlineData("/anypermission", "own:contacts", 200)]
    [InlineData("/anypermission", "read:contacts", 403)]
    public async Task Permissions_are_asked_for_like_scopes(string path, string permission, int status)
    {
        var answer = await api.GetAsync(path, TestAccessToken.Valid with { Permissions = [permission] });

        Assert.Equal((status, status == 200 ? null : "permission_missing"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("contacts", "admin", 200)]
    [InlineData("contacts", "user", 403)]
    [InlineData("tasks", "admin", 403)]
    public async Task A_scope_of_the_group_and_a_role_of_the_endpoint_are_both_needed(string scope, string role, int status)
    {
        var answer = await api.GetAsync("/group/role", (TestAccessToken.Valid with { Scope = scope }).WithClaim("roles", role));

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task An_endpoint_that_allows_anonymous_callers_is_open_whatever_its_group_asks()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/group")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/group/open")).Status);
    }

    [Fact]
    public async Task A_group_that_allows_anonymous_callers_is_open_whatever_its_endpoint_asks()
    {
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/anonymous/contacts")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("tab\tbed")]
    [InlineData("quo\"te")]
    [InlineData("back\\slash")]
    [InlineData("line\r\nbreak")]
    [InlineData("ümlaut")]
    [InlineData(null)]
    public void A_text_that_is_no_scope_cannot_be_asked_for(string? word)
    {
        Assert.Equal("scope:a b", new RequireScopeAttribute("a", "b").Policy);

        Assert.Throws<ArgumentException>(() => new RequireScopeAttribute(word!));
        Assert.Throws<ArgumentException>(() => new RequireScopeAttribute("a", word!));
        Assert.Throws<ArgumentException>(() => new RequireAnyScopeAttribute("a", word!));
        Assert.Throws<ArgumentException>(() => new RequirePermissionAttribute("a", word!));
        Assert.Throws<ArgumentException>(() => new RequireAnyPermissionAttribute("a", word!));
        Assert.Throws<ArgumentException>(() => new AuthorizationPolicyBuilder().RequireScope("a", word!));
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => new() { Endpoints = Map };
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/all", Opened).RequireScope("contacts", "tasks");
        app.MapGet("/any", Opened).RequireAnyScope("contacts", "tasks");
        app.MapGet("/attribute", [RequireScope("contacts")] () => "opened");
        app.MapGet("/twice", Opened).RequireScope("contacts").RequireScope("tasks");
        app.MapGet("/permission", Opened).RequirePermission("delete:contacts");
        app.MapGet("/anypermission", Opened).RequireAnyPermission("delete:contacts", "own:contacts");

        var group = app.MapGroup("/group").RequireScope("contacts");
        group.MapGet("/", Opened);
        group.MapGet("/endpoint", Opened).RequireScope("write:contacts");
        group.MapGet("/role", Opened).RequireAuthorization(policy => policy.RequireRole("admin"));
        group.MapGet("/open", Opened).AllowAnonymous();
        group.MapGroup("/inner").RequireAnyScope("appointments", "tasks").MapGet("/any", Opened).RequireScope("extra");

        app.MapGroup("/anonymous").AllowAnonymous().MapGet("/contacts", Opened).RequireScope("contacts");
    }

    private static string Opened(HttpContext context) => "opened";
}
