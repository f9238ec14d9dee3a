using System.Net;
using System.Reflection;
using System.Security.Claims;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Scopes;

public class PolicyNameTests
{
    [Theory]
    [InlineData("scope:contacts tasks", "contacts tasks", "contacts", 0)]
    [InlineData("scope:read:contacts", "read:contacts", "read", 0)]
    [InlineData("scope:  contacts  tasks ", "tasks contacts", "tasks", 0)]
    [InlineData("anyscope:contacts tasks", "tasks", "appointments", 0)]
    [InlineData("permission:contacts tasks", "contacts tasks", "contacts", 1)]
    [InlineData("anypermission:contacts tasks", "tasks", "appointments", 1)]
    public async Task A_policy_name_asks_for_what_it_says(string policy, string enough, string tooLittle, int kind)
    {
        await using var api = await TestApi.StartAsync(new() { Endpoints = app => app.MapGet("/named", [Authorize] () => "opened").RequireAuthorization(policy) });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/named", With(kind, enough))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/named", With(kind, tooLittle))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/named")).Status);
    }

    [Fact]
    public async Task A_declared_scope_is_a_policy_by_its_bare_name()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Options = options => options.Scopes = new Dictionary<string, string> { ["contacts"] = "Manage your contacts" },
            Endpoints = app => app.MapGet("/bare", [Authorize("contacts")] () => "opened"),
        });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/bare", TestAccessToken.Valid with { Scope = "contacts" })).Status);
        (await api.GetAsync("/bare", TestAccessToken.Valid)).AssertNames("contacts");
    }

    [Fact]
    public async Task A_scope_that_was_not_declared_is_no_policy_by_its_bare_name()
    {
        await using var api = await TestApi.StartAsync();
        var policies = api.Services.GetRequiredService<IAuthorizationPolicyProvider>();

        Assert.NotNull(await policies.GetPolicyAsync("scope:contacts"));
        Assert.Null(await policies.GetPolicyAsync("contacts"));
        Assert.Null(await policies.GetPolicyAsync("Scope:contacts"));
        Assert.Null(await policies.GetPolicyAsync("scope:"));
        Assert.Null(await policies.GetPolicyAsync(""));
    }

    [Fact]
    public async Task The_applications_own_policy_keeps_its_name_even_if_a_declared_scope_has_it()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Options = options => options.Scopes = new Dictionary<string, string> { ["contacts"] = "", ["tasks"] = "" },
            Services = services => services.AddAuthorizationBuilder()
                .AddPolicy("contacts", policy => policy.RequireClaim("department", "sales"))
                .AddPolicy("staff", policy => policy.RequireRole("staff").RequireScope("tasks")),
            Endpoints = app =>
            {
                app.MapGet("/own", [Authorize("contacts")] () => "opened");
                app.MapGet("/staff", [Authorize("staff")] () => "opened");
            },
        });

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/own", TestAccessToken.Valid.WithClaim("department", "sales"))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/own", TestAccessToken.Valid with { Scope = "contacts" })).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/staff", (TestAccessToken.Valid with { Scope = "tasks" }).WithClaim("roles", "staff"))).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/staff", TestAccessToken.Valid with { Scope = "tasks" })).Code);
        (await api.GetAsync("/staff", TestAccessToken.Valid.WithClaim("roles", "staff"))).AssertNames("tasks");
    }

    [Fact]
    public async Task A_policy_of_the_application_with_a_name_of_our_form_and_ours_hold_together()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Services = services => services.AddAuthorizationBuilder().AddPolicy("scope:contacts", policy => policy.RequireRole("staff")),
        });
        var staff = TestAccessToken.Valid.WithClaim("roles", "staff");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", staff with { Scope = "contacts" })).Status);
        Assert.Equal("policy_not_met", (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Code);
        (await api.GetAsync("/contacts", staff)).AssertNames("contacts");
    }

    [Fact]
    public async Task The_applications_own_provider_answers_every_other_name()
    {
        await using var api = await StartWithOwnProviderAsync(services => services.AddSingleton<IAuthorizationPolicyProvider, VisitorsProvider>());

        Assert.Equal("policy_not_met", (await api.GetAsync("/visitors", TestAccessToken.Valid)).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/visitors", TestAccessToken.Valid.WithClaim("visitor", "yes"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/contacts", TestAccessToken.Valid with { Scope = "contacts" })).Status);
        (await api.GetAsync("/contacts", TestAccessToken.Valid)).AssertNames("contacts");
    }

    [Fact]
    public async Task Policies_may_be_cached_unless_the_applications_provider_forbids_it()
    {
        await using var usual = await TestApi.StartAsync();
        await using var own = await StartWithOwnProviderAsync(services => services.AddSingleton<IAuthorizationPolicyProvider, VisitorsProvider>());

        Assert.True(usual.Services.GetRequiredService<IAuthorizationPolicyProvider>().AllowsCachingPolicies);
        Assert.False(own.Services.GetRequiredService<IAuthorizationPolicyProvider>().AllowsCachingPolicies);
    }

    [Fact]
    public async Task Code_can_ask_by_policy_name()
    {
        await using var api = await TestApi.StartAsync(new()
        {
            Endpoints = app => app.MapGet("/ask", async (ClaimsPrincipal user, string policy, IAuthorizationService authorization) =>
                (await authorization.AuthorizeAsync(user, new object(), policy)).Succeeded),
        });
        var token = TestAccessToken.Valid with { Scope = "contacts", Permissions = ["delete:contacts"] };

        Assert.Equal("true", (await api.GetAsync("/ask?policy=scope:contacts", token)).Body);
        Assert.Equal("false", (await api.GetAsync("/ask?policy=scope:contacts%20tasks", token)).Body);
        Assert.Equal("true", (await api.GetAsync("/ask?policy=anyscope:tasks%20contacts", token)).Body);
        Assert.Equal("true", (await api.GetAsync("/ask?policy=permission:delete:contacts", token)).Body);
        Assert.Equal("false", (await api.GetAsync("/ask?policy=permission:contacts", token)).Body);
        Assert.Equal("false", (await api.GetAsync("/ask?policy=scope:contacts")).Body);
        Assert.Empty(api.Logs.Refusals);
    }

    [Fact]
    public void The_builders_requirements_say_in_a_log_what_they_ask()
    {
        var policy = new AuthorizationPolicyBuilder()
            .RequireScope("a", "b").RequireAnyScope("c", "d").RequirePermission("e").RequireAnyPermission("f", "g").Build();

        Assert.Equal(
            ["all of the scopes \"a\", \"b\"", "one of the scopes \"c\", \"d\"", "the permission \"e\"", "one of the permissions \"f\", \"g\""],
            policy.Requirements.Select(requirement => requirement.ToString()));
    }

    [Fact]
    public void An_attribute_is_an_authorize_attribute_whose_policy_cannot_be_written()
    {
        foreach (var (attribute, policy) in new (AuthorizeAttribute, string)[]
        {
            (new RequireScopeAttribute("a", "b"), "scope:a b"),
            (new RequireAnyScopeAttribute("a", "b"), "anyscope:a b"),
            (new RequirePermissionAttribute("a", "b"), "permission:a b"),
            (new RequireAnyPermissionAttribute("a", "b"), "anypermission:a b"),
        })
        {
            Assert.Equal(policy, attribute.Policy);
            Assert.False(attribute.GetType().GetProperty("Policy", BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)!.CanWrite);
        }
    }

    private static TestAccessToken With(int kind, string words) =>
        kind == 0 ? TestAccessToken.Valid with { Scope = words } : TestAccessToken.Valid with { Permissions = words.Split(' ') };

    private static Task<TestApi> StartWithOwnProviderAsync(Action<IServiceCollection> register) => TestApi.StartAsync(new()
    {
        Registrations = register,
        Endpoints = app => app.MapGet("/visitors", [Authorize("visitors")] () => "opened"),
    });

    private sealed class VisitorsProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => policyName == "visitors"
            ? new AuthorizationPolicyBuilder().RequireClaim("visitor").Build()
            : await base.GetPolicyAsync(policyName);
    }
}
