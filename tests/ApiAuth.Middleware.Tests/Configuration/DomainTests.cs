using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Auth0:Domain and Auth0:Domains.</summary>
public class DomainTests
{
    [Theory]
    [InlineData("organizer.eu.auth0.com")]
    [InlineData("organizer.eu.auth0.com/")]
    [InlineData("https://organizer.eu.auth0.com")]
    [InlineData("https://organizer.eu.auth0.com/")]
    [InlineData("HTTPS://ORGANIZER.EU.AUTH0.COM/")]
    [InlineData("Organizer.EU.Auth0.com")]
    [InlineData("  https://organizer.eu.auth0.com/\t")]
    public async Task Every_spelling_of_a_domain_gives_the_same_issuer(string spelling)
    {
        var issuer = new TestIssuer();
        await using var api = await new ApiProgram
        {
            Issuer = issuer,
            Services = (services, _) => services.AddAuth0ApiAuthorization(options => (options.Domain, options.Audience) = (spelling, "urn:organizer-api")),
            App = app => app.MapContacts(),
        }.StartAsync();

        var exact = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Issuer = "https://organizer.eu.auth0.com/", Scope = "contacts" });
        var withoutSlash = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Issuer = "https://organizer.eu.auth0.com", Scope = "contacts" });

        Assert.Equal(200, (int)exact.Status);
        Assert.Equal((401, "issuer_unknown"), ((int)withoutSlash.Status, withoutSlash.Code));
        Assert.Equal("https://organizer.eu.auth0.com/.well-known/openid-configuration", issuer.Requests[0].AbsoluteUri);
    }

    [Theory]
    [InlineData("organizer.eu.auth0.com", "login.organizer.example")]
    [InlineData(" HTTPS://ORGANIZER.EU.AUTH0.COM ", "https://Login.Organizer.Example/")]
    public async Task Domains_are_spelled_as_freely_as_the_domain_and_joined_with_it(string one, string other)
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Audience}}, "Domain": "{{one}}", "Domains": ["{{other}}", "{{other}}"]""");

        Assert.Equal("organizer.eu.auth0.com", options.Domain);
        Assert.All(options.Domains, domain => Assert.Equal("login.organizer.example", domain));
    }

    [Fact]
    public async Task Domains_alone_are_enough()
    {
        var options = await HostStart.TakesAsync($$"""{{HostStart.Audience}}, "Domains": ["organizer.eu.auth0.com", "login.organizer.example"]""");

        Assert.Null(options.Domain);
        Assert.Equal(["organizer.eu.auth0.com", "login.organizer.example"], options.Domains);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"Domain\": null,")]
    [InlineData("\"Domain\": \"\",")]
    [InlineData("\"Domain\": \"  \",")]
    [InlineData("\"Domains\": [],")]
    public async Task Without_a_domain_the_start_says_where_to_write_one_and_where_it_is_found(string domain)
    {
        await HostStart.TakesAsync($"{HostStart.Domain}, {HostStart.Audience}");

        var failure = Assert.Single(await HostStart.RefusesAsync(domain + HostStart.Audience));

        Assert.Equal("Auth0:Domain is missing. Write there the domain of your tenant (Auth0 dashboard, Applications, Settings, Domain), for example \"organizer.eu.auth0.com\".", failure);
    }

    [Theory]
    [InlineData("organizer eu.auth0.com", "has white space in it")]
    [InlineData("organizer\u200b.eu.auth0.com", "has an invisible character in it; type it anew instead of pasting it")]
    [InlineData("http://organizer.eu.auth0.com", "is not https; for a local issuer on http use Issuer instead")]
    [InlineData("HTTP://organizer.eu.auth0.com/", "is not https; for a local issuer on http use Issuer instead")]
    [InlineData("organizer.eu.auth0.com:8443", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("organizer.eu.auth0.com/tenant", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("https://organizer.eu.auth0.com//", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("https://user@organizer.eu.auth0.com", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("organizer.eu.auth0.com?x=1", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("organizer.eu.auth0.com.", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("organizer", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("localhost", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("127.0.0.1", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("https://", "is no host name; an issuer with a port or a path goes into Issuer")]
    [InlineData("organizér.eu.auth0.com", "is no host name; an issuer with a port or a path goes into Issuer")]
    public async Task A_domain_that_is_no_host_name_stops_the_start(string domain, string problem)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Audience}}, "Domain": "{{domain}}" """));
        var inList = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Domain}}, {{HostStart.Audience}}, "Domains": ["login.organizer.example", "{{domain}}"]"""));

        Assert.StartsWith($"Auth0:Domain is \"{domain}\", which {problem}. Write there the domain of your tenant", failure, StringComparison.Ordinal);
        Assert.StartsWith($"Auth0:Domains:1 is \"{domain}\", which {problem}. Write there the domain of your tenant", inList, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_among_the_domains_stops_the_start()
    {
        var failure = await HostStart.RefusesBesidesAsync("""  "Domains": ["login.organizer.example", " "] """);

        Assert.StartsWith("Auth0:Domains:1 is \"\", which is blank. Write there the domain of your tenant", failure, StringComparison.Ordinal);
    }
}
