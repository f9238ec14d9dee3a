using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Several schemes of ours: a token opens what names its scheme, and nothing else.</summary>
public class SeveralSchemesTests
{
    private const string Settings = """
        {
          "Auth0": { "Domain": "organizer.eu.auth0.com", "Audience": "urn:api" },
          "Partner": { "Domain": "partner.eu.auth0.com", "Audience": "urn:api" },
          "Admin": { "Domain": "organizer.eu.auth0.com", "Audience": "urn:admin-api" }
        }
        """;

    private readonly TestIssuer organizer = new("https://organizer.eu.auth0.com/") { Audience = "urn:api" };
    private readonly TestIssuer partner = new("https://partner.eu.auth0.com/") { Audience = "urn:api" };

    [Theory]
    [InlineData("/own", "own")]
    [InlineData("/partner", "partner")]
    [InlineData("/admin", "admin")]
    [InlineData("/default", "own")]
    [InlineData("/own-or-partner", "own partner")]
    public async Task A_token_opens_what_names_its_scheme_and_nothing_else(string path, string opens)
    {
        await using var api = await Program().StartAsync();
        var tokens = new Dictionary<string, (TestIssuer Issuer, TestAccessToken Token)>(StringComparer.Ordinal)
        {
            ["own"] = (organizer, TestAccessToken.Valid with { Scope = "contacts" }),
            ["partner"] = (partner, TestAccessToken.Valid with { Scope = "contacts" }),
            ["admin"] = (organizer, TestAccessToken.Valid with { Scope = "contacts", Audience = "urn:admin-api" }),
        };

        foreach (var (name, (issuer, token)) in tokens)
        {
            var isOpened = opens.Split(' ').Contains(name);
            var answer = await api.GetAsync(path, issuer, token);
            var unscoped = await api.GetAsync(path, issuer, token with { Scope = "openid" });
            Assert.Equal((isOpened ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, isOpened ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized), (answer.Status, unscoped.Status));
        }
    }

    [Fact]
    public async Task A_key_of_one_issuer_signs_nothing_for_another()
    {
        await using var api = await Program().StartAsync();
        var token = TestAccessToken.Valid with { Issuer = partner.Issuer, Scope = "contacts" };

        var forged = await api.GetAsync("/partner", organizer, token);
        var valid = await api.GetAsync("/partner", partner, token);

        Assert.Equal((HttpStatusCode.Unauthorized, "signature_invalid"), (forged.Status, forged.Code));
        Assert.Equal(HttpStatusCode.OK, valid.Status);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("partner")]
    public async Task With_another_default_each_endpoint_names_its_scheme_or_the_start_stops(string route)
    {
        var program = Program() with
        {
            Services = (services, configuration) =>
            {
                services.AddAuthentication(options => { OtherScheme.AddTo(options); options.DefaultScheme = OtherScheme.Name; });
                services.AddAuth0ApiAuthorization();
                services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner"));
            },
            App = app => Map(app.MapGet($"/{route}", Subject), route),
        };

        if (route == "default")
        {
            Assert.Equal(
                ["HTTP: GET /default asks for a scope or permission but does not say of which scheme, because the application's default scheme is not one of Bearer, Partner. Name one: [RequireScope(\"…\", AuthenticationSchemes = \"Bearer\")]."],
                await program.RefusesAsync());
            return;
        }
        await using var api = await program.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/partner", partner, TestAccessToken.Valid with { Scope = "contacts" })).Status);
    }

    [Fact]
    public async Task With_another_default_nobody_can_say_whose_token_every_endpoint_needs()
    {
        var program = Program() with
        {
            Services = (services, configuration) =>
            {
                services.AddAuthentication(options => { OtherScheme.AddTo(options); options.DefaultScheme = OtherScheme.Name; });
                services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault();
                services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner"));
            },
            App = app => app.MapGet("/partner", Subject).RequireScope("contacts"),
        };

        var failures = await program.RefusesAsync();

        Assert.Contains("RequireAuthenticatedByDefault() cannot say of which scheme, because the application's default scheme is not one of Bearer, Partner. Make one of them the default: AddAuthentication(\"Bearer\").", failures);
    }

    [Fact]
    public async Task Each_scheme_has_scopes_of_its_own()
    {
        var program = Program() with
        {
            Settings = Settings.Replace("\"Audience\": \"urn:api\"", "\"Audience\": \"urn:api\", \"Scopes\": [\"contacts\"]", StringComparison.Ordinal)
                .Replace("\"urn:admin-api\"", "\"urn:admin-api\", \"Scopes\": [\"delete:users\"]", StringComparison.Ordinal),
        };

        Assert.Equal(["HTTP: GET /admin asks for the scope \"contacts\", which Admin:Scopes does not list; there are delete:users."], await program.RefusesAsync());
    }

    private static readonly Func<AccessToken, string> Subject = token => token.Subject;

    private static void Map(RouteHandlerBuilder endpoint, string route)
    {
        if (route == "default")
            endpoint.RequireScope("contacts");
        else
            endpoint.RequireAuthorization(new RequireScopeAttribute("contacts") { AuthenticationSchemes = route switch { "own" => "Bearer", "partner" => "Partner", "admin" => "Admin", _ => "Bearer, Partner" } });
    }

    private ApiProgram Program() => new()
    {
        Settings = Settings,
        Issuer = null,
        Network = new TestNetwork(organizer, partner),
        Services = (services, configuration) =>
        {
            services.AddAuth0ApiAuthorization();
            services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner"));
            services.AddAuth0ApiAuthorization("Admin", configuration.GetSection("Admin"));
        },
        App = app =>
        {
            foreach (var route in new[] { "own", "partner", "admin", "default", "own-or-partner" })
                Map(app.MapGet($"/{route}", Subject), route);
        },
    };
}
