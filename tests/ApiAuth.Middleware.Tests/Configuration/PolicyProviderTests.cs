using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Apps with a policy provider, or with policies, of their own.</summary>
public class PolicyProviderTests
{
    private const string HowToCombine = "OwnProvider was registered as IAuthorizationPolicyProvider after AddAuth0ApiAuthorization and does not know its policies. Register it before; names that are not ours are then passed on to it.";

    [Fact]
    public async Task A_provider_that_was_registered_before_is_asked_for_what_is_not_ours()
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddSingleton<IAuthorizationPolicyProvider, OwnProvider>();
                services.AddAuth0ApiAuthorization();
            },
            App = MapAll,
        }.StartAsync();

        await AssertBothAsync(api);
    }

    [Fact]
    public async Task A_provider_that_was_registered_after_and_drops_our_policies_stops_the_start()
    {
        var failures = await RegisteredAfter<OwnProvider>().RefusesAsync();

        Assert.Equal([HowToCombine], failures);
    }

    [Fact]
    public async Task A_provider_that_was_registered_after_does_not_matter_where_no_endpoint_asks_for_our_policies()
    {
        await using var api = await (RegisteredAfter<OwnProvider>() with { App = app => app.MapGet("/own", [Authorize("own:ada")] () => "own") }).StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/own")).Status);
    }

    [Fact]
    public async Task A_provider_that_was_registered_after_and_drops_our_fallback_stops_the_start_too()
    {
        var program = new ApiProgram { App = app => app.MapGet("/x", () => "x") };
        await using (await (program with { Services = (services, _) => services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault() }).StartAsync())
        {
        }

        var failures = await (program with
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault();
                services.AddSingleton<IAuthorizationPolicyProvider, OwnProvider>();
            },
        }).RefusesAsync();

        Assert.Equal([HowToCombine], failures);
    }

    [Fact]
    public async Task A_decorator_that_was_registered_after_and_passes_our_names_on_is_accepted()
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault();
                var ours = services.Last(service => service.ServiceType == typeof(IAuthorizationPolicyProvider));
                services.AddSingleton<IAuthorizationPolicyProvider>(provider => new Decorator((IAuthorizationPolicyProvider)ActivatorUtilities.CreateInstance(provider, ours.ImplementationType!)));
            },
            App = MapAll,
        }.StartAsync();

        await AssertBothAsync(api);
    }

    [Theory]
    [InlineData("scope:contacts")]
    [InlineData("anyscope:contacts")]
    [InlineData("permission:contacts")]
    [InlineData("anypermission:contacts")]
    public async Task A_policy_of_the_app_never_takes_the_place_of_ours(string name)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuthorizationBuilder().AddPolicy(name, policy => policy.RequireAssertion(_ => true));
            },
            App = app => app.MapGet("/x", () => "x").RequireAuthorization(name),
        }.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/x", "openid")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/x")).Status);
    }

    [Fact]
    public async Task A_policy_of_the_app_comes_before_a_declared_scope_of_the_same_name()
    {
        await using var api = await new ApiProgram
        {
            Settings = $$"""{ "Auth0": { {{HostStart.Domain}}, {{HostStart.Audience}}, "Scopes": ["contacts", "tasks"] } }""",
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuthorizationBuilder().AddPolicy("contacts", policy => policy.RequireClaim("org_id"));
            },
            App = app =>
            {
                app.MapGet("/own", [Authorize("contacts")] () => "own");
                app.MapGet("/declared", [Authorize("tasks")] () => "declared");
            },
        }.StartAsync();

        var own = await api.GetAsync("/own", "contacts");
        var declared = await api.GetAsync("/declared", "openid");

        Assert.Equal((HttpStatusCode.Forbidden, "policy_not_met"), (own.Status, own.Code));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (declared.Status, declared.Code));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/declared", "tasks")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policies_are_cached_as_far_as_the_apps_own_provider_allows(bool allows)
    {
        await using var api = await new ApiProgram
        {
            Services = (services, _) =>
            {
                if (!allows)
                    services.AddSingleton<IAuthorizationPolicyProvider, OwnProvider>();
                services.AddAuth0ApiAuthorization();
            },
        }.StartAsync();

        Assert.Equal(allows, api.Services.GetRequiredService<IAuthorizationPolicyProvider>().AllowsCachingPolicies);
    }

    private static ApiProgram RegisteredAfter<TProvider>()
        where TProvider : class, IAuthorizationPolicyProvider => new()
    {
        Services = (services, _) =>
        {
            services.AddAuth0ApiAuthorization();
            services.AddSingleton<IAuthorizationPolicyProvider, TProvider>();
        },
        App = MapAll,
    };

    private static void MapAll(WebApplication app)
    {
        app.MapContacts();
        app.MapGet("/own", [Authorize("own:auth0|test-user")] () => "own");
        app.MapGet("/other", [Authorize("own:ada")] () => "other");
    }

    private static async Task AssertBothAsync(RunningApi api)
    {
        var statuses = await api.TryContactsAsync();
        var own = await api.GetAsync("/own", "openid");
        var other = await api.GetAsync("/other", "openid");

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Equal((HttpStatusCode.Forbidden, "policy_not_met"), (other.Status, other.Code));
    }

    /// <summary>Knows policies by the name of the one who may: <c>own:ada</c>.</summary>
    private sealed class OwnProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
            policyName.StartsWith("own:", StringComparison.Ordinal) ? Task.FromResult<AuthorizationPolicy?>(Own(policyName)) : base.GetPolicyAsync(policyName);

        public static AuthorizationPolicy Own(string name) => new AuthorizationPolicyBuilder().RequireClaim("sub", name["own:".Length..]).Build();
    }

    private sealed class Decorator(IAuthorizationPolicyProvider ours) : IAuthorizationPolicyProvider
    {
        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
            policyName.StartsWith("own:", StringComparison.Ordinal) ? Task.FromResult<AuthorizationPolicy?>(OwnProvider.Own(policyName)) : ours.GetPolicyAsync(policyName);

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => ours.GetDefaultPolicyAsync();

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => ours.GetFallbackPolicyAsync();
    }
}
