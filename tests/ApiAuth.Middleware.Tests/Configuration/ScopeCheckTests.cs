using ApiAuth.Middleware.Tests.Configuration.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>A scope that the API does not have stops the start wherever it is asked for.</summary>
public class ScopeCheckTests
{
    private static readonly Dictionary<string, Action<WebApplication, string>> Places = new(StringComparer.Ordinal)
    {
        ["endpoint"] = (app, scope) => app.MapGet("/x", () => "x").RequireScope("tasks", scope),
        ["any-of"] = (app, scope) => app.MapGet("/x", () => "x").RequireAnyScope("tasks", scope),
        ["group"] = (app, scope) => app.MapGroup("/all").RequireScope(scope).MapGet("/x", () => "x"),
        ["attribute"] = (app, scope) => app.MapGet("/x", [RequireScope("tasks")] () => "x").WithMetadata(new RequireScopeAttribute(scope)),
        ["policy name"] = (app, scope) => app.MapGet("/x", () => "x").RequireAuthorization($"scope:{scope}"),
        ["authorize data"] = (app, scope) => app.MapGet("/x", () => "x").WithMetadata(new AuthorizeAttribute($"anyscope:tasks {scope}")),
        ["policy in place"] = (app, scope) => app.MapGet("/x", () => "x").RequireAuthorization(policy => policy.RequireScope(scope)),
    };

    [Theory]
    [InlineData("endpoint", "HTTP: GET /x")]
    [InlineData("any-of", "HTTP: GET /x")]
    [InlineData("group", "HTTP: GET /all/x")]
    [InlineData("attribute", "HTTP: GET /x")]
    [InlineData("policy name", "HTTP: GET /x")]
    [InlineData("authorize data", "HTTP: GET /x")]
    [InlineData("policy in place", "HTTP: GET /x")]
    public async Task A_misspelt_scope_of_a_minimal_api_stops_the_start(string place, string where)
    {
        await using (await Program(app => Places[place](app, "contacts")).StartAsync())
        {
        }

        var failures = await Program(app => Places[place](app, "contcts")).RefusesAsync();

        Assert.Equal([$"{where} asks for the scope \"contcts\", which Auth0:Scopes does not list; did you mean \"contacts\"?"], failures);
    }

    [Fact]
    public async Task Misspelt_scopes_of_a_controller_stop_the_start()
    {
        var program = Program(app => app.MapControllers()) with
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddControllers().UseOnly<MisspeltController>();
            },
        };
        await using (await (program with { Settings = Settings("contacts", "delete:contacts", "read:anything", "wirte:contacts") }).StartAsync())
        {
        }

        var failures = await (program with { Settings = Settings("contacts", "delete:contacts", "write:contacts") }).RefusesAsync();

        Assert.Equal(
            [
                $"{typeof(MisspeltController).FullName}.Delete (ApiAuth.Middleware.Tests) asks for the scope \"read:anything\", which Auth0:Scopes does not list; there are contacts, delete:contacts, write:contacts.",
                $"{typeof(MisspeltController).FullName}.Write (ApiAuth.Middleware.Tests) asks for the scope \"read:anything\", which Auth0:Scopes does not list; there are contacts, delete:contacts, write:contacts.",
                $"{typeof(MisspeltController).FullName}.Write (ApiAuth.Middleware.Tests) asks for the scope \"wirte:contacts\", which Auth0:Scopes does not list; did you mean \"write:contacts\"?",
            ],
            failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Misspelt_scopes_of_a_hub_and_of_its_methods_stop_the_start_each_once()
    {
        var program = Program(app => app.MapHub<MisspeltHub>("/hubs/chat")) with
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddSignalR();
            },
        };
        await using (await (program with { Settings = Settings("chat:jion", "chat:sned") }).StartAsync())
        {
        }

        var failures = await (program with { Settings = Settings("chat:join", "chat:send") }).RefusesAsync();

        Assert.Equal(
            [
                "/hubs/chat asks for the scope \"chat:jion\", which Auth0:Scopes does not list; did you mean \"chat:join\"?",
                "MisspeltHub.Send at /hubs/chat asks for the scope \"chat:sned\", which Auth0:Scopes does not list; did you mean \"chat:send\"?",
            ],
            failures);
    }

    [Fact]
    public async Task A_misspelt_scope_in_a_policy_of_the_app_stops_the_start()
    {
        ApiProgram WithPolicy(string scope) => Program(app => app.MapGet("/x", [Authorize("own")] () => "x")) with
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuthorizationBuilder().AddPolicy("own", policy => policy.RequireClaim("org_id").RequireScope("tasks").RequireAnyScope("contacts", scope));
            },
        };
        await using (await WithPolicy("tasks").StartAsync())
        {
        }

        Assert.Equal(["HTTP: GET /x asks for the scope \"task\", which Auth0:Scopes does not list; did you mean \"tasks\"?"], await WithPolicy("task").RefusesAsync());
    }

    [Fact]
    public async Task A_misspelt_policy_name_stops_the_start_instead_of_every_request()
    {
        await using (await Program(app => app.MapGet("/x", [Authorize("contacts")] () => "x")).StartAsync())
        {
        }

        var failures = await Program(app => app.MapGet("/x", [Authorize("contcts")] () => "x")).RefusesAsync();

        Assert.Equal(["HTTP: GET /x asks for the policy \"contcts\", which is no policy of the application and no scope of Auth0:Scopes; did you mean \"contacts\"?"], failures);
    }

    [Fact]
    public async Task Every_misspelt_scope_is_listed_at_once()
    {
        var failures = await Program(app =>
        {
            app.MapGet("/a", () => "a").RequireScope("contcts", "taks");
            app.MapGet("/b", () => "b").RequireScope("contcts");
        }).RefusesAsync();

        Assert.Equal(["/a asks for the scope \"contcts\"", "/a asks for the scope \"taks\"", "/b asks for the scope \"contcts\""], failures.Select(failure => failure["HTTP: GET ".Length..failure.IndexOf(',', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Permissions_are_no_scopes()
    {
        await using var api = await Program(app => app.MapGet("/x", () => "x").RequirePermission("delete:users")).StartAsync();

        Assert.Empty(api.Warnings);
    }

    [Theory]
    [InlineData("endpoint")]
    [InlineData("policy name")]
    [InlineData("policy in place")]
    public async Task Where_no_scopes_are_listed_any_may_be_asked_for(string place)
    {
        await using var api = await (Program(app => Places[place](app, "anything")) with { Settings = Settings() }).StartAsync();

        Assert.Empty(api.Warnings);
    }

    private static ApiProgram Program(Action<WebApplication> app) => new() { Settings = Settings("contacts", "tasks"), App = app };

    private static string Settings(params string[] scopes) =>
        $$"""{ "Auth0": { {{HostStart.Domain}}, {{HostStart.Audience}}, "Scopes": [{{string.Join(", ", scopes.Select(scope => $"\"{scope}\""))}}] } }""";
}
