using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>The same settings from JSON, from environment variables and from the command line, alone and one over the other.</summary>
public class ConfigurationSourceTests
{
    private const string Json = """
        { "Auth0": {
            "Domain": "organizer.eu.auth0.com",
            "Audiences": ["urn:a", "urn:b"],
            "Scopes": { "read": "Read", "read:contacts": "Read contacts" },
            "Tokens": { "ClockSkew": "00:00:10", "Algorithms": ["RS256", "ES256"] },
            "Keys": { "RefreshAhead": 0.9 },
            "Challenges": { "ProblemDetails": false }
        } }
        """;

    private static readonly string[] CommandLine =
    [
        "--Auth0:Domain", "organizer.eu.auth0.com", "--Auth0:Audiences:0=urn:a", "--Auth0:Audiences:1=urn:b",
        "--Auth0:Scopes:read=Read", "--Auth0:Scopes:read:contacts=Read contacts", "--Auth0:Tokens:ClockSkew=00:00:10",
        "--Auth0:Tokens:Algorithms:0=RS256", "/Auth0:Tokens:Algorithms:1=ES256", "--Auth0:Keys:RefreshAhead=0.9", "--Auth0:Challenges:ProblemDetails=false",
    ];

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["Auth0__Domain"] = "organizer.eu.auth0.com",
        ["Auth0__Audiences__0"] = "urn:a",
        ["Auth0__Audiences__1"] = "urn:b",
        ["Auth0__Scopes__read"] = "Read",
        ["Auth0__Scopes__read__contacts"] = "Read contacts",
        ["AUTH0__TOKENS__CLOCKSKEW"] = "00:00:10",
        ["auth0__tokens__algorithms__0"] = "RS256",
        ["Auth0__Tokens__Algorithms__1"] = "ES256",
        ["Auth0__Keys__RefreshAhead"] = "0.9",
        ["Auth0__Challenges__ProblemDetails"] = "False",
    };

    private static readonly Dictionary<string, Action<IConfigurationBuilder>> Sources = new(StringComparer.Ordinal)
    {
        ["json"] = source => source.AddJsonStream(HostStart.Json(Json)),
        ["command line"] = source => source.AddCommandLine(CommandLine),
        ["environment"] = AddVariables,
    };

    [Theory]
    [InlineData("json")]
    [InlineData("command line")]
    [InlineData("environment")]
    public async Task Each_source_gives_the_same_options(string source)
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), Sources[source]);

        Assert.Equal("organizer.eu.auth0.com", options.Domain);
        Assert.Equal(["urn:a", "urn:b"], options.Audiences);
        Assert.Equal([new("read", "Read"), new("read:contacts", "Read contacts")], options.Scopes.OrderBy(scope => scope.Key, StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromSeconds(10), options.Tokens.ClockSkew);
        Assert.Equal(["RS256", "ES256"], options.Tokens.Algorithms);
        Assert.Equal((0.9, false), (options.Keys.RefreshAhead, options.Challenges.ProblemDetails));
    }

    [Fact]
    public async Task A_later_source_overrides_single_settings_and_a_text_overrides_a_list()
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), source =>
        {
            Sources["json"](source);
            source.AddCommandLine(["--Auth0:Audiences", "urn:only", "--Auth0:Tokens:ClockSkew", "00:01:00"]);
        });

        Assert.Equal(["urn:only"], options.Audiences);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Tokens.ClockSkew);
        Assert.Equal("organizer.eu.auth0.com", options.Domain);
    }

    [Fact]
    public async Task A_list_fills_one_that_an_earlier_source_left_empty()
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), source =>
        {
            source.AddJsonStream(HostStart.Section($"{HostStart.Domain}, \"Audiences\": []"));
            source.AddCommandLine(["--Auth0:Audiences:0", "urn:a"]);
        });

        Assert.Equal(["urn:a"], options.Audiences);
    }

    [Fact]
    public async Task Names_of_settings_are_read_in_any_case()
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), source => source.AddJsonStream(HostStart.Json(
            """{ "AUTH0": { "domain": "organizer.eu.auth0.com", "AUDIENCE": "urn:a", "tokens": { "clockskew": "00:00:01" }, "KEYS": { "maxstale": "00:10:00" } } }""")));

        Assert.Equal(("organizer.eu.auth0.com", "urn:a"), (options.Domain, options.Audience));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), (options.Tokens.ClockSkew, options.Keys.MaxStale));
    }

    [Fact]
    public async Task A_list_with_gaps_keeps_its_order_by_number()
    {
        var options = await HostStart.TakesAsync(services => services.AddAuth0ApiAuthorization(), source => source.AddCommandLine(
            ["--Auth0:Domain=organizer.eu.auth0.com", "--Auth0:Audiences:10=urn:c", "--Auth0:Audiences:2=urn:b", "--Auth0:Audiences:0=urn:a"]));

        Assert.Equal(["urn:a", "urn:b", "urn:c"], options.Audiences);
    }

    [Theory]
    [InlineData("\"ES256\"", "ES256")]
    [InlineData("[\"ES256\"]", "ES256")]
    [InlineData("[\" ES256 \", \"PS256\"]", "ES256 PS256")]
    public async Task A_configured_list_replaces_the_default_and_a_text_is_a_list_of_one(string written, string read) =>
        Assert.Equal(read, string.Join(' ', (await HostStart.TakesBesidesAsync($$""" "Tokens": { "Algorithms": {{written}} } """)).Tokens.Algorithms));

    [Fact]
    public async Task Ends_of_texts_are_trimmed_everywhere()
    {
        var options = await HostStart.TakesAsync("""
            "Issuer": " https://login.example.com/ ", "Audience": "\turn:a\n", "Audiences": " urn:b ", "MetadataAddress": " https://login.example.com/metadata ", "RoleClaim": " roles.names ",
            "Scopes": { " read:x ": " Reads x " }, "Challenges": { "Realm": " organizer " }
            """);

        Assert.Equal(("https://login.example.com/", "urn:a", "https://login.example.com/metadata"), (options.Issuer, options.Audience, options.MetadataAddress));
        Assert.Equal(("urn:b", "roles.names", "organizer"), (Assert.Single(options.Audiences), options.RoleClaim, options.Challenges.Realm));
        Assert.Equal(new("read:x", "Reads x"), Assert.Single(options.Scopes));
    }

    [Fact]
    public async Task Without_configuration_the_options_are_the_documented_defaults()
    {
        var options = await HostStart.TakesAsync($"{HostStart.Domain}, {HostStart.Audience}");

        Assert.Equal((null, null, null, "roles"), (options.Issuer, options.MetadataAddress, options.JwksUri, options.RoleClaim));
        Assert.Empty(options.Domains);
        Assert.Empty(options.Audiences);
        Assert.Empty(options.Scopes);
        Assert.Equal((16_384, TimeSpan.FromSeconds(30), TokenProfile.Any, "RS256"),
            (options.Tokens.MaxLength, options.Tokens.ClockSkew, options.Tokens.Profile, Assert.Single(options.Tokens.Algorithms)));
        Assert.Equal((KeyStartup.Background, TimeSpan.FromMinutes(15), 0.8, TimeSpan.FromHours(24)),
            (options.Keys.Startup, options.Keys.KeyLifetime, options.Keys.RefreshAhead, options.Keys.MaxStale));
        Assert.Equal((2, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 262_144),
            (options.Keys.UnknownKidBurst, options.Keys.UnknownKidInterval, options.Keys.FetchTimeout, options.Keys.MaxDocumentSize));
        Assert.Equal((10_000, "api", true), (options.TokenCache.Capacity, options.Challenges.Realm, options.Challenges.ProblemDetails));
    }

    // A prefix of this test's own keeps its variables out of every other host of the process.
    private static void AddVariables(IConfigurationBuilder source)
    {
        const string Prefix = "APIAUTH_SOURCE_TEST_";
        foreach (var (name, value) in Variables)
            Environment.SetEnvironmentVariable(Prefix + name, value);
        source.AddEnvironmentVariables(Prefix);
    }
}
