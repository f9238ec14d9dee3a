using Microsoft.Extensions.Hosting;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Auth0:Issuer, Auth0:MetadataAddress and Auth0:JwksUri, and what they have to do with each other and with the domain.</summary>
public class IssuerAddressTests
{
    private const string Development = nameof(Environments.Development);

    [Theory]
    [InlineData("https://login.example.com/")]
    [InlineData("https://login.example.com")]
    [InlineData("https://login.example.com:8443/realms/a")]
    [InlineData("https://Login.Example.com/")]
    public async Task Any_https_issuer_stays_as_it_is_written(string issuer) =>
        Assert.Equal(issuer, (await HostStart.TakesAsync($$"""{{HostStart.Audience}}, "Issuer": " {{issuer}} " """)).Issuer);

    [Theory]
    [InlineData("login.example.com", "is no http address")]
    [InlineData("/login", "is no http address")]
    [InlineData("ftp://login.example.com/", "is no http address")]
    [InlineData("urn:login", "is no http address")]
    [InlineData("https://me:secret@login.example.com/", "holds a user name")]
    [InlineData("https://login.example.com/ a", "has white space in it")]
    public async Task Another_text_is_no_issuer_and_no_address(string address, string problem)
    {
        var issuer = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Audience}}, "Issuer": "{{address}}" """));

        Assert.Equal($"Auth0:Issuer is \"{address}\", which {problem}. Write there the issuer exactly as its discovery document and its tokens spell it, for example \"https://login.example.com/\".", issuer);
        foreach (var setting in new[] { "MetadataAddress", "JwksUri" })
            Assert.Equal($"Auth0:{setting} is \"{address}\", which {problem}. Write there an https address.", await HostStart.RefusesBesidesAsync($"\"{setting}\": \"{address}\""));
    }

    [Theory]
    [InlineData("https://login.example.com/?tenant=a")]
    [InlineData("https://login.example.com/#a")]
    public async Task An_issuer_has_no_query_and_no_fragment(string issuer)
    {
        var failure = Assert.Single(await HostStart.RefusesAsync($$"""{{HostStart.Audience}}, "Issuer": "{{issuer}}" """));

        Assert.Equal($"Auth0:Issuer is \"{issuer}\", which has a query or a fragment. An issuer has none (RFC 8414 section 2).", failure);
    }

    [Theory]
    [InlineData("http://localhost:5001/", true)]
    [InlineData("http://127.0.0.1:5001/", true)]
    [InlineData("http://[::1]:5001/", true)]
    [InlineData("http://login.example.com/", false)]
    [InlineData("http://localhost.example.com/", false)]
    [InlineData("http://identity/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://192.168.0.1/", false)]
    [InlineData("http://host.docker.internal/", false)]
    public async Task Http_is_for_loopback_in_development_alone(string address, bool isLoopback)
    {
        var members = new[] { $"\"Issuer\": \"{address}\"", $"{HostStart.Domain}, \"MetadataAddress\": \"{address}\"", $"{HostStart.Domain}, \"JwksUri\": \"{address}\"" };
        foreach (var member in members)
        {
            await HostStart.TakesAsync($"{HostStart.Audience}, {member.Replace("http:", "https:", StringComparison.Ordinal)}");
            foreach (var environment in new[] { "Production", "Staging", Development })
            {
                if (isLoopback && environment == Development)
                    await HostStart.TakesAsync($"{HostStart.Audience}, {member}", environment);
                else
                    Assert.Contains(
                        $"is \"{address}\", which {(isLoopback ? "is http, which is allowed on loopback and in the Development environment alone" : "is not https")}. Write there ",
                        Assert.Single(await HostStart.RefusesAsync($"{HostStart.Audience}, {member}", environment)),
                        StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("\"Domain\": \"organizer.eu.auth0.com\"", "Domain")]
    [InlineData("\"Domains\": [\"organizer.eu.auth0.com\"]", "Domains")]
    public async Task An_issuer_and_a_domain_contradict_each_other(string domain, string named)
    {
        const string Issuer = "\"Issuer\": \"https://login.example.com/\"";
        await HostStart.TakesAsync($"{HostStart.Audience}, {domain}");
        await HostStart.TakesAsync($"{HostStart.Audience}, {Issuer}");

        var failure = Assert.Single(await HostStart.RefusesAsync($"{HostStart.Audience}, {domain}, {Issuer}"));

        Assert.Equal($"Auth0:Issuer and Auth0:{named} contradict each other. Keep the domain for an Auth0 tenant, the issuer for any other.", failure);
    }

    [Fact]
    public async Task Discovery_and_a_key_set_without_it_contradict_each_other()
    {
        const string Metadata = "\"MetadataAddress\": \"https://login.example.com/metadata\"";
        const string Jwks = "\"JwksUri\": \"https://login.example.com/jwks\"";
        await HostStart.TakesBesidesAsync(Metadata);
        await HostStart.TakesBesidesAsync(Jwks);

        var failure = await HostStart.RefusesBesidesAsync($"{Metadata}, {Jwks}");

        Assert.Equal("Auth0:MetadataAddress and Auth0:JwksUri contradict each other. Keep one: the JWKS is read through discovery, read directly, or given as text.", failure);
    }

    [Theory]
    [InlineData("MetadataAddress")]
    [InlineData("JwksUri")]
    public async Task One_address_cannot_hold_the_keys_of_several_issuers(string setting)
    {
        var address = $"\"{setting}\": \"https://login.example.com/document\"";
        await HostStart.TakesBesidesAsync($$""" "Domains": ["https://ORGANIZER.eu.auth0.com/"], {{address}} """);

        var failure = await HostStart.RefusesBesidesAsync($$""" "Domains": ["login.organizer.example"], {{address}} """);

        Assert.Equal($"Auth0:{setting} is for one issuer, but Auth0:Domains names several, each with keys of its own. Leave it out.", failure);
    }
}
