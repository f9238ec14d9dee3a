using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>How a start fails: at once, over everything that is wrong, and with the place where it is written.</summary>
public class StartFailureTests
{
    [Fact]
    public async Task Everything_that_is_wrong_with_a_section_is_told_at_once()
    {
        var failures = await HostStart.RefusesAsync("""
            "Domain": "your-tenant.auth0.com", "Audience": "urn: api", "Audiances": [], "Scopes": ["a\"b"],
            "JwksUri": "http://keys.example.com/", "Tokens": { "ClockSkew": 30, "MaxLength": 1 }, "Keys": { "MaxStale": "8.00:00:00" }
            """);

        Assert.Equal(
            ["Auth0:Audiances", "Auth0:Tokens:ClockSkew", "Auth0:Domain", "Auth0:JwksUri", "Auth0:Audience", "Auth0:Tokens:MaxLength", "Auth0:Keys:MaxStale", "Auth0:Scopes"],
            failures.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public async Task Each_of_two_schemes_names_its_own_section()
    {
        var program = new ApiProgram
        {
            Settings = """{ "Auth0": { "Domain": "organizer.eu.auth0.com", "Audience": "urn:a" }, "Security": { "Partner": { "Domain": "partner.eu.auth0.com", "Audience": "urn:b" } } }""",
            Services = (services, configuration) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Security:Partner"));
            },
            Issuer = new("https://organizer.eu.auth0.com/", "https://partner.eu.auth0.com/"),
        };
        await using (await program.StartAsync())
        {
        }

        var failures = await (program with { Settings = program.Settings.Replace(", \"Audience\": \"urn:b\"", "", StringComparison.Ordinal) }).RefusesAsync();

        Assert.StartsWith("Security:Partner:Audience is missing.", Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_several_schemes_are_wrong_the_first_stops_the_start()
    {
        var failures = await HostStart.RefusesAsync(services =>
        {
            services.AddAuth0ApiAuthorization("Partner", options => options.Domain = "partner.eu.auth0.com");
            return services.AddAuth0ApiAuthorization("Admin", options => options.Audience = "urn:admin");
        });

        Assert.StartsWith("Auth0:Audience of the scheme \"Partner\" is missing.", Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheme_of_the_app_with_our_name_stops_the_start()
    {
        var program = new ApiProgram { Services = (services, _) => services.AddAuth0ApiAuthorization(), App = app => app.MapContacts() };
        await using (await program.StartAsync())
        {
        }

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>((program with
        {
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuthentication(options => options.AddScheme<OtherScheme>("Bearer", displayName: null));
            },
        }).StartAsync);

        Assert.Equal("Scheme already exists: Bearer", stopped.Message);
    }

    [Fact]
    public async Task A_scheme_that_is_set_in_code_is_named_with_what_is_wrong()
    {
        var failure = Assert.Single(await HostStart.RefusesAsync(services => services.AddAuth0ApiAuthorization("Partner", options => options.Domain = "partner.eu.auth0.com")));

        Assert.StartsWith("Auth0:Audience of the scheme \"Partner\" is missing.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_configuration_instead_of_a_section_is_the_only_failure_that_is_told()
    {
        var json = new ConfigurationBuilder().AddJsonStream(HostStart.Section($"{HostStart.Domain}, {HostStart.Audience}")).Build();
        await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(json.GetSection("Auth0")));

        var failure = Assert.Single(await HostStart.RefusesAsync(services => services.AddAuth0ApiAuthorization(json)));

        Assert.Equal("AddAuth0ApiAuthorization was given the whole configuration. Pass one section of it: configuration.GetSection(\"Auth0\"), which holds Auth0:Domain and Auth0:Audience.", failure);
    }

    [Fact]
    public async Task A_section_that_does_not_exist_is_named()
    {
        var json = new ConfigurationBuilder().AddJsonStream(HostStart.Section($"{HostStart.Domain}, {HostStart.Audience}")).Build();

        var failures = await HostStart.RefusesAsync(services => services.AddAuth0ApiAuthorization(json.GetSection("Auth")));

        Assert.Equal(["Auth:Domain", "Auth:Audience"], failures.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public async Task A_text_instead_of_the_section_is_told()
    {
        var failures = await HostStart.RefusesAsync(services => services.AddAuth0ApiAuthorization(), source => source.AddJsonStream(HostStart.Json("""{ "Auth0": "organizer.eu.auth0.com" }""")));

        Assert.Equal("Auth0 is a text; write there a section, with members such as Domain.", failures[0]);
    }

    [Fact]
    public async Task A_web_host_with_wrong_settings_never_listens()
    {
        var asked = false;
        var program = new ApiProgram { Settings = "{}", App = app => app.Use(next => { asked = true; return next; }) };

        var failures = await program.RefusesAsync();

        Assert.Equal(["Auth0:Domain", "Auth0:Audience"], failures.Select(failure => failure.Split(' ')[0]));
        Assert.False(asked);
    }
}
