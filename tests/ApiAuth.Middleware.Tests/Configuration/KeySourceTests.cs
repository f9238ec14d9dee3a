using System.Net;
using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Where keys come from: discovery, another address of it, a key set without it; and whose they are where there are several issuers.</summary>
public class KeySourceTests
{
    private const string Issuer = "https://login.example.com/";

    [Fact]
    public async Task A_domain_asks_discovery_and_then_the_key_set_that_it_names_each_once()
    {
        var issuer = new TestIssuer();
        await using var api = await new ApiProgram { Issuer = issuer, App = app => app.MapContacts() }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal(["https://organizer.eu.auth0.com/.well-known/openid-configuration", "https://organizer.eu.auth0.com/.well-known/jwks.json"], issuer.Requests.Select(address => address.AbsoluteUri));
    }

    [Theory]
    [InlineData("https://login.example.com/", "https://login.example.com/.well-known/openid-configuration")]
    [InlineData("https://login.example.com", "https://login.example.com/.well-known/openid-configuration")]
    [InlineData("https://login.example.com/realms/a", "https://login.example.com/realms/a/.well-known/openid-configuration")]
    public async Task An_issuer_has_its_discovery_below_itself_and_is_compared_to_the_letter(string name, string discovery)
    {
        var issuer = new TestIssuer(name) { Audience = "urn:organizer-api" };
        await using var api = await Program($"\"Issuer\": \"{name}\"", issuer).StartAsync();

        var exact = await api.GetAsync("/contacts", "contacts");
        var other = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Issuer = name.EndsWith('/') ? name.TrimEnd('/') : name + "/", Scope = "contacts" });

        Assert.Equal(discovery, issuer.Requests[0].AbsoluteUri);
        Assert.Equal(HttpStatusCode.OK, exact.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "issuer_unknown"), (other.Status, other.Code));
    }

    [Theory]
    [InlineData("\"Issuer\": \"https://login.example.com/\"")]
    [InlineData("\"Domain\": \"login.example.com\"")]
    public async Task With_a_key_set_address_discovery_is_not_asked(string issuerMember)
    {
        var issuer = new TestIssuer(Issuer) { Audience = "urn:organizer-api" };
        issuer.Discovery.Break(IssuerFault.Status(HttpStatusCode.NotFound));
        await using var api = await Program($"{issuerMember}, \"JwksUri\": \"https://keys.example.com/jwks\"", issuer).StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal((0, 1), (issuer.DiscoveryFetches, issuer.JwksFetches));
        Assert.Equal(["https://keys.example.com/jwks"], issuer.Requests.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task Discovery_may_lie_where_the_issuer_is_not_but_must_name_the_issuer()
    {
        const string Members = "\"Issuer\": \"https://login.example.com/\", \"MetadataAddress\": \"http://127.0.0.1:5001/metadata\"";
        var issuer = new TestIssuer(Issuer) { Audience = "urn:organizer-api" };
        await using var api = await (Program(Members, issuer) with { Environment = "Development" }).StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal("http://127.0.0.1:5001/metadata", issuer.Requests[0].AbsoluteUri);

        var other = new TestIssuer(Issuer) { Audience = "urn:organizer-api" };
        other.Discovery.Document = """{ "issuer": "http://127.0.0.1:5001/", "jwks_uri": "https://login.example.com/.well-known/jwks.json" }""";
        await using var refusing = await (Program(Members, other) with { Environment = "Development" }).StartAsync();
        var answer = await refusing.GetAsync("/contacts", "contacts");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "keys_unavailable"), (answer.Status, answer.Code));
        Assert.Equal(0, other.JwksFetches);
    }

    [Fact]
    public async Task Of_several_domains_each_has_keys_of_its_own()
    {
        var old = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = "urn:organizer-api" };
        var custom = new TestIssuer("https://login.organizer.example/") { Audience = "urn:organizer-api" };
        var token = TestAccessToken.Valid with { Scope = "contacts" };
        await using var api = await Program("\"Domain\": \"organizer.eu.auth0.com\", \"Domains\": [\"login.organizer.example\"]", old, custom).StartAsync();

        var byOld = await api.GetAsync("/contacts", old, token);
        var byCustom = await api.GetAsync("/contacts", custom, token);
        var mixed = await api.GetAsync("/contacts", old, token with { Issuer = custom.Issuer });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byOld.Status, byCustom.Status));
        Assert.Equal((HttpStatusCode.Unauthorized, "signature_invalid"), (mixed.Status, mixed.Code));
        Assert.Equal((1, 1, 1, 1), (old.DiscoveryFetches, old.JwksFetches, custom.DiscoveryFetches, custom.JwksFetches));
    }

    [Fact]
    public async Task An_issuer_that_is_not_listed_causes_no_call()
    {
        var issuer = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = "urn:organizer-api" };
        var stranger = new TestIssuer("https://stranger.example/") { Audience = "urn:organizer-api" };
        await using var api = await Program(HostStart.Domain, issuer, stranger).StartAsync();

        var refused = await api.GetAsync("/contacts", stranger, TestAccessToken.Valid with { Scope = "contacts" });
        var accepted = await api.GetAsync("/contacts", issuer, TestAccessToken.Valid with { Scope = "contacts" });

        Assert.Equal((HttpStatusCode.Unauthorized, "issuer_unknown"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task Schemes_that_name_one_issuer_with_the_same_settings_share_one_fetch()
    {
        var issuer = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = "urn:a" };
        await using var api = await TwoSchemes(issuer, "\"Tokens\": { \"ClockSkew\": \"00:00:05\" }").StartAsync();

        var first = await api.GetAsync("/a", issuer, TestAccessToken.Valid);
        var second = await api.GetAsync("/b", issuer, TestAccessToken.Valid with { Audience = "urn:b" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal((1, 1), (issuer.DiscoveryFetches, issuer.JwksFetches));
        Assert.Equal(issuer.Issuer, Assert.Single(api.Services.GetRequiredService<IApiAuthKeys>().Issuers).Issuer);
    }

    [Theory]
    [InlineData("\"Keys\": { \"KeyLifetime\": \"00:10:00\" }")]
    [InlineData("\"Keys\": { \"RefreshAhead\": 0.9 }")]
    [InlineData("\"Keys\": { \"MaxStale\": \"00:00:00\" }")]
    [InlineData("\"Keys\": { \"UnknownKidBurst\": 3 }")]
    [InlineData("\"Keys\": { \"UnknownKidInterval\": \"00:01:00\" }")]
    [InlineData("\"Keys\": { \"FetchTimeout\": \"00:00:10\" }")]
    [InlineData("\"Keys\": { \"MaxDocumentSize\": 65536 }")]
    [InlineData("\"Keys\": { \"Startup\": \"Required\" }")]
    [InlineData("\"JwksUri\": \"https://organizer.eu.auth0.com/.well-known/jwks.json\"")]
    [InlineData("\"MetadataAddress\": \"https://organizer.eu.auth0.com/metadata\"")]
    public async Task Schemes_that_name_one_issuer_with_other_settings_for_its_keys_stop_the_start(string difference)
    {
        var issuer = new TestIssuer("https://organizer.eu.auth0.com/") { Audience = "urn:a" };
        await using (await TwoSchemes(issuer, "\"Keys\": { }").StartAsync())
        {
        }

        var failure = Assert.Single(await TwoSchemes(issuer, difference).RefusesAsync());

        Assert.Equal("Two schemes name the issuer https://organizer.eu.auth0.com/ with different settings for its keys (Keys, MetadataAddress, JwksUri, BackchannelHttpHandler, TimeProvider). One issuer has one set of keys: make them equal.", failure);
    }

    private static ApiProgram Program(string members, params TestIssuer[] issuers) => new()
    {
        Settings = $$"""{ "Auth0": { {{HostStart.Audience}}, {{members}} } }""",
        Issuer = issuers is [var only] ? only : null,
        Network = issuers.Length > 1 ? new TestNetwork(issuers) : null,
        App = app => app.MapContacts(),
    };

    private static ApiProgram TwoSchemes(TestIssuer issuer, string second) => new()
    {
        Settings = $$"""{ "A": { {{HostStart.Domain}}, "Audience": "urn:a" }, "B": { {{HostStart.Domain}}, "Audience": "urn:b", {{second}} } }""",
        Issuer = issuer,
        Services = (services, configuration) =>
        {
            services.AddAuth0ApiAuthorization("A", configuration.GetSection("A"));
            services.AddAuth0ApiAuthorization("B", configuration.GetSection("B"));
        },
        App = app =>
        {
            app.MapGet("/a", [Authorize(AuthenticationSchemes = "A")] () => "a");
            app.MapGet("/b", [Authorize(AuthenticationSchemes = "B")] () => "b");
        },
    };
}
