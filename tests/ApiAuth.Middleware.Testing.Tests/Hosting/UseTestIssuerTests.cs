using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Testing.Tests.Hosting;

/// <summary>An app that is configured for a real tenant is called with the network unplugged, over its real validation path.</summary>
public class UseTestIssuerTests
{
    // On manual time no fetch times out, however busy the machine is.
    private readonly TestIssuer issuer = new() { TimeProvider = new ManualTimeProvider() };

    [Fact]
    public async Task The_issuer_takes_name_and_audience_from_the_app()
    {
        await using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(issuer));
        using var client = app.CreateClient().WithToken(issuer);

        Assert.Equal("https://organizer.eu.auth0.com/ auth0|test-user", await client.GetStringAsync("/me"));
        Assert.Equal("urn:organizer-api", issuer.Audience);
        Assert.All(issuer.Requests, address => Assert.Equal("organizer.eu.auth0.com", address.Host));
    }

    [Fact]
    public async Task Test_services_may_plug_it_in_too()
    {
        await using var app = new TenantApi().WithWebHostBuilder(host => host.ConfigureTestServices(services => services.UseTestIssuer(issuer)));
        using var client = app.CreateClient().WithToken(issuer, TestAccessToken.Valid with { Scope = "contacts" });

        Assert.Equal("contacts", await client.GetStringAsync("/contacts"));
    }

    [Fact]
    public async Task It_may_be_plugged_in_before_the_app_registers_itself()
    {
        await using var app = new TenantApi
        {
            Register = services =>
            {
                services.UseTestIssuer(issuer);
                services.AddAuth0ApiAuthorization(options =>
                {
                    options.Domain = " HTTPS://Organizer.EU.auth0.com/ ";
                    options.Audience = " urn:organizer-api ";
                });
            },
        };
        using var client = app.CreateClient().WithToken(issuer);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/me")).StatusCode);
    }

    [Theory]
    [InlineData("organizer.eu.auth0.com")]
    [InlineData("https://organizer.eu.auth0.com")]
    [InlineData("https://organizer.eu.auth0.com/")]
    [InlineData("ORGANIZER.eu.auth0.com/")]
    public async Task Every_spelling_of_a_domain_gives_the_issuer_that_the_app_expects(string domain)
    {
        await using var app = Api(options => options.Domain = domain);
        using var client = app.CreateClient().WithToken(issuer);

        Assert.Equal("https://organizer.eu.auth0.com/ auth0|test-user", await client.GetStringAsync("/me"));
    }

    [Fact]
    public async Task Every_custom_domain_of_a_tenant_is_served()
    {
        await using var app = Api(options => options.Domains = ["login.organizer.test", "login.organizer.example"]);
        using var client = app.CreateClient();

        Assert.Equal("https://login.organizer.test/ auth0|test-user", await client.WithToken(issuer).GetStringAsync("/me"));
        client.WithToken(issuer, TestAccessToken.Valid with { Issuer = "https://login.organizer.example/" });
        Assert.Equal("https://login.organizer.example/ auth0|test-user", await client.GetStringAsync("/me"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_are_served_where_the_app_looks_for_them(bool discovered)
    {
        const string Address = "https://keys.organizer.test/where/they/are";
        await using var app = Api(options =>
        {
            options.Issuer = "https://as.organizer.test/realm";
            options.MetadataAddress = discovered ? Address : null;
            options.JwksUri = discovered ? null : Address;
        });
        using var client = app.CreateClient().WithToken(issuer);

        Assert.Equal("https://as.organizer.test/realm auth0|test-user", await client.GetStringAsync("/me"));
        Assert.Equal(discovered ? 1 : 0, issuer.DiscoveryFetches);
        Assert.Equal(Address, issuer.Requests[0].AbsoluteUri);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS384")]
    public async Task The_issuer_takes_algorithm_and_dialect_from_the_app(string algorithm)
    {
        await using var app = Api(options =>
        {
            options.Domain = "organizer.eu.auth0.com";
            options.Tokens.Algorithms = [algorithm];
            options.Tokens.Profile = TokenProfile.Rfc9068;
        });
        using var client = app.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.WithToken(issuer).GetAsync("/me")).StatusCode);
        client.WithToken(issuer, TestAccessToken.Valid with { Profile = TestTokenProfile.Auth0 });
        Assert.Equal("type_not_access_token", await CodeAsync(client));
    }

    public static TheoryData<TestAccessToken, string> Refused => new()
    {
        { TestAccessToken.Expired, "token_expired" },
        { TestAccessToken.NotYetValid, "token_not_yet_valid" },
        { TestAccessToken.WrongAudience, "audience_mismatch" },
        { TestAccessToken.WrongIssuer, "issuer_unknown" },
        { TestAccessToken.UnknownKey, "key_unknown" },
        { TestAccessToken.ForgedSignature, "signature_invalid" },
        { TestAccessToken.HmacForged, "algorithm_not_allowed" },
        { TestAccessToken.AlgNone, "token_malformed" },
        { TestAccessToken.Opaque, "token_opaque" },
        { TestAccessToken.Encrypted, "token_encrypted" },
        { TestAccessToken.IdToken, "id_token_presented" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Each_ready_made_bad_token_is_refused_for_the_reason_in_its_name(TestAccessToken token, string code)
    {
        await using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(issuer));
        using var client = app.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.WithToken(issuer).GetAsync("/me")).StatusCode);
        Assert.Equal(code, await CodeAsync(client.WithToken(issuer, token)));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Each_ready_made_good_token_is_accepted(TestAccessToken token)
    {
        await using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(issuer));
        using var client = app.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.WithToken(issuer, token).GetAsync("/me")).StatusCode);
    }

    public static TheoryData<TestAccessToken> Accepted => [TestAccessToken.Valid, TestAccessToken.Rfc9068, TestAccessToken.ClientCredentials];

    [Fact]
    public async Task A_token_expires_when_the_issuers_clock_says_so()
    {
        var time = new ManualTimeProvider();
        var timed = new TestIssuer { TimeProvider = time };
        await using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(timed));
        using var client = app.CreateClient().WithToken(timed);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/me")).StatusCode);
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("token_expired", await CodeAsync(client));
    }

    [Fact]
    public async Task The_issuer_follows_the_clock_of_the_app()
    {
        var time = new ManualTimeProvider();
        var follower = new TestIssuer();
        await using var app = new TenantApi().WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time).UseTestIssuer(follower)));
        using var client = app.CreateClient().WithToken(follower);

        Assert.Same(time, follower.TimeProvider);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/me")).StatusCode);
    }

    [Fact]
    public async Task Each_scheme_may_have_an_issuer_of_its_own()
    {
        var partner = new TestIssuer { TimeProvider = issuer.TimeProvider };
        await using var app = new TenantApi { Register = RegisterBoth }.WithWebHostBuilder(host => host.UseTestIssuer("Partner", partner).UseTestIssuer(issuer));
        using var client = app.CreateClient();

        Assert.Equal("https://organizer.eu.auth0.com/ auth0|test-user", await client.WithToken(issuer).GetStringAsync("/me"));
        Assert.Equal("https://partner.eu.auth0.com/", await client.WithToken(partner).GetStringAsync("/partner"));
        Assert.Equal("issuer_unknown", await CodeAsync(client, "/me"));
        Assert.Equal("urn:partner-api", partner.Audience);
        Assert.All(partner.Requests, address => Assert.Equal("partner.eu.auth0.com", address.Host));
        Assert.All(issuer.Requests, address => Assert.Equal("organizer.eu.auth0.com", address.Host));
    }

    [Fact]
    public async Task Without_schemes_named_one_issuer_plays_every_tenant()
    {
        await using var app = new TenantApi { Register = RegisterBoth }.WithWebHostBuilder(host => host.UseTestIssuer(issuer));
        using var client = app.CreateClient();

        Assert.Equal("https://organizer.eu.auth0.com/ auth0|test-user", await client.WithToken(issuer).GetStringAsync("/me"));
        client.WithToken(issuer, TestAccessToken.Valid with { Issuer = "https://partner.eu.auth0.com/", Audience = "urn:partner-api" });
        Assert.Equal("https://partner.eu.auth0.com/", await client.GetStringAsync("/partner"));
    }

    [Fact]
    public void An_issuer_of_another_name_does_not_fit_and_says_so()
    {
        using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(new TestIssuer("https://other.test/")));

        var error = Assert.ThrowsAny<Exception>(() => app.CreateClient());

        Assert.Contains("The scheme 'Bearer' trusts https://organizer.eu.auth0.com/, but this TestIssuer is https://other.test/.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_app_has_wrong_stays_wrong()
    {
        using var app = Api(options =>
        {
            options.Domain = "organizer.eu.auth0.com";
            options.Audience = null;
        });

        var error = Assert.ThrowsAny<Exception>(() => app.CreateClient());

        Assert.Contains("Audience", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_issuer_may_serve_many_apps_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            await using var app = new TenantApi().WithWebHostBuilder(host => host.UseTestIssuer(issuer));
            using var client = app.CreateClient().WithToken(issuer, TestAccessToken.Valid with { Subject = $"user-{n}" });
            return await client.GetStringAsync("/me");
        })));

        Assert.Equal(Enumerable.Range(0, 8).Select(n => $"https://organizer.eu.auth0.com/ user-{n}"), answers);
    }

    private WebApplicationFactory<TenantApi> Api(Action<ApiAuthOptions> configure) => new TenantApi
    {
        Register = services => services.AddAuth0ApiAuthorization(options =>
        {
            options.Audience = "urn:organizer-api";
            configure(options);
        }),
    }.WithWebHostBuilder(host => host.UseTestIssuer(issuer));

    private static void RegisterBoth(IServiceCollection services)
    {
        services.AddAuth0ApiAuthorization(options => (options.Domain, options.Audience) = ("organizer.eu.auth0.com", "urn:organizer-api"));
        services.AddAuth0ApiAuthorization("Partner", options => (options.Domain, options.Audience) = ("partner.eu.auth0.com", "urn:partner-api"));
    }

    private static async Task<string?> CodeAsync(HttpClient client, string path = "/me")
    {
        using var response = await client.GetAsync(path);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
