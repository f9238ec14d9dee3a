using System.Net;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace ApiAuth.Middleware.Tests.Scopes;

public class ControllerScopeTests(ControllerScopeTests.Host host) : IClassFixture<ControllerScopeTests.Host>
{
    private readonly TestApi api = host.Fresh();

    [Theory]
    [InlineData("/class", "contacts")]
    [InlineData("/class/method", "contacts write:contacts")]
    [InlineData("/class/several", "contacts tasks appointments")]
    [InlineData("/class/any", "contacts appointments")]
    [InlineData("/class/overridden", "contacts extra")]
    [InlineData("/derived", "contacts")]
    [InlineData("/derived/overridden", "contacts extra")]
    [InlineData("/alone", "contacts")]
    [InlineData("/alone/list", "contacts tasks")]
    public async Task A_token_with_every_scope_of_class_and_method_opens_the_action(string path, string scope)
    {
        var answer = await api.GetAsync(path, TestAccessToken.Valid with { Scope = scope });

        Assert.Equal((HttpStatusCode.OK, "opened"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("/class", "tasks", "contacts")]
    [InlineData("/class/method", "contacts", "contacts write:contacts")]
    [InlineData("/class/method", "write:contacts", "contacts write:contacts")]
    [InlineData("/class/several", "contacts tasks", "contacts tasks appointments")]
    [InlineData("/class/several", "contacts appointments", "contacts tasks appointments")]
    [InlineData("/class/any", "contacts", "contacts tasks")]
    [InlineData("/class/any", "appointments", "contacts")]
    [InlineData("/class/overridden", "contacts", "contacts extra")]
    [InlineData("/derived", "tasks", "contacts")]
    [InlineData("/derived/overridden", "extra", "contacts extra")]
    [InlineData("/derived/overridden", "contacts", "contacts extra")]
    [InlineData("/alone", "tasks", "contacts")]
    [InlineData("/alone/list", "contacts", "contacts tasks")]
    [InlineData("/alone/list", "tasks", "contacts tasks")]
    public async Task A_token_that_lacks_a_scope_of_class_or_method_is_refused_with_their_names(string path, string scope, string named)
    {
        (await api.GetAsync(path, TestAccessToken.Valid with { Scope = scope })).AssertNames(named);
        Assert.Single(api.Logs.Refusals);
    }

    [Theory]
    [InlineData("contacts", "admin", 200, null)]
    [InlineData("contacts", "user", 403, "policy_not_met")]
    [InlineData("tasks", "admin", 403, "scope_missing")]
    [InlineData("tasks", "user", 403, "scope_missing")]
    public async Task A_scope_and_a_role_are_both_needed(string scope, string role, int status, string? code)
    {
        var answer = await api.GetAsync("/class/role", (TestAccessToken.Valid with { Scope = scope }).WithClaim("roles", new[] { role }));

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/alone/permission", "delete:contacts", 200)]
    [InlineData("/alone/permission", "read:contacts", 403)]
    [InlineData("/alone/permissions", "delete:contacts read:contacts", 200)]
    [InlineData("/alone/permissions", "delete:contacts", 403)]
    [InlineData("/alone/anypermission", "own:contacts", 200)]
    [InlineData("/alone/anypermission", "delete:contacts", 200)]
    [InlineData("/alone/anypermission", "read:contacts", 403)]
    public async Task Permissions_are_asked_for_like_scopes(string path, string permissions, int status)
    {
        var answer = await api.GetAsync(path, TestAccessToken.Valid with { Permissions = permissions.Split(' ') });

        Assert.Equal((status, status == 200 ? null : "permission_missing"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/class")]
    [InlineData("/class/method")]
    [InlineData("/derived")]
    [InlineData("/alone")]
    [InlineData("/alone/permission")]
    public async Task A_request_without_a_token_is_challenged_and_not_told_the_scopes(string path)
    {
        var answer = await api.GetAsync(path);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"api\"", "token_missing"), (answer.Status, answer.Challenge, answer.Code));
    }

    [Fact]
    public async Task An_action_that_allows_anonymous_callers_is_open_whatever_its_class_asks()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/class")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/class/open")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/class/open", TestAccessToken.Expired)).Status);
    }

    [Fact]
    public async Task A_class_that_allows_anonymous_callers_is_open_whatever_its_action_asks()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/alone")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/anonymous")).Status);
    }

    [Fact]
    public async Task The_start_warns_where_anonymous_callers_override_a_scope_and_nowhere_else()
    {
        await using var started = await TestApi.StartAsync(Host.All);

        string[] warned = [.. started.Logs.Ours.Where(record => record.Event.Name == "AnonymousOverridesScope").Select(record => record.Message)];

        Assert.Equal(3, warned.Length);
        Assert.All(warned, message => Assert.True(message.Contains("Controller.Open ", StringComparison.Ordinal) || message.Contains("AnonymousController.Get ", StringComparison.Ordinal), message));
    }

    public sealed class Host : SharedApi
    {
        private protected override TestApiSettings Settings => All;

        internal static TestApiSettings All => new()
        {
            Services = services => services.AddOnlyControllers(typeof(ClassController), typeof(DerivedController), typeof(AloneController), typeof(AnonymousController)),
            Endpoints = app => app.MapControllers(),
        };
    }

    [ApiController, Route("class"), RequireScope("contacts")]
    public class ClassController : ControllerBase
    {
        [HttpGet]
        public string Get() => "opened";

        [HttpGet("method"), RequireScope("write:contacts")]
        public string Method() => "opened";

        [HttpGet("several"), RequireScope("tasks"), RequireScope("appointments")]
        public string Several() => "opened";

        [HttpGet("any"), RequireAnyScope("tasks", "appointments")]
        public string Any() => "opened";

        [HttpGet("role"), Authorize(Roles = "admin")]
        public string Role() => "opened";

        [HttpGet("open"), AllowAnonymous]
        public string Open() => "opened";

        [HttpGet("overridden"), RequireScope("extra")]
        public virtual string Overridden() => "opened";
    }

    [Route("derived")]
    public sealed class DerivedController : ClassController
    {
        public override string Overridden() => base.Overridden();
    }

    [ApiController, Route("alone")]
    public sealed class AloneController : ControllerBase
    {
        [HttpGet, RequireScope("contacts")]
        public string Get() => "opened";

        [HttpGet("list"), RequireScope("contacts", "tasks")]
        public string List() => "opened";

        [HttpGet("permission"), RequirePermission("delete:contacts")]
        public string Permission() => "opened";

        [HttpGet("permissions"), RequirePermission("delete:contacts", "read:contacts")]
        public string Permissions() => "opened";

        [HttpGet("anypermission"), RequireAnyPermission("own:contacts", "delete:contacts")]
        public string AnyPermission() => "opened";
    }

    [ApiController, Route("anonymous"), AllowAnonymous]
    public sealed class AnonymousController : ControllerBase
    {
        [HttpGet, RequireScope("contacts")]
        public string Get() => "opened";
    }
}
