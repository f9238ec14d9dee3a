namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Every range, both boundaries accepted and one step beyond either refused, in configuration and in code.</summary>
public class RangeTests
{
    public static TheoryData<string, string, string, string, string, string> Ranges => new()
    {
        // setting, below, least, most, above, what the message says of the range
        { "Tokens:MaxLength", "1023", "1024", "65536", "65537", "a value from 1024 to 65536 characters" },
        { "Tokens:ClockSkew", "-00:00:01", "00:00:00", "00:05:00", "00:05:01", "a value from 00:00:00 to 00:05:00" },
        { "Keys:KeyLifetime", "00:00:59", "00:01:00", "24:00:00", "24:00:01", "a value from 00:01:00 to 1.00:00:00" },
        { "Keys:RefreshAhead", "0.49", "0.5", "1", "1.01", "a value from 0.5 to 1 of the lifetime" },
        { "Keys:MaxStale", "-00:00:01", "00:00:00", "7.00:00:00", "7.00:00:01", "a value from 00:00:00 to 7.00:00:00" },
        { "Keys:UnknownKidBurst", "0", "1", "10", "11", "a value from 1 to 10 fetches" },
        { "Keys:UnknownKidInterval", "00:00:04", "00:00:05", "00:10:00", "00:10:01", "a value from 00:00:05 to 00:10:00" },
        { "Keys:FetchTimeout", "00:00:00.999", "00:00:01", "00:01:00", "00:01:00.001", "a value from 00:00:01 to 00:01:00" },
        { "Keys:MaxDocumentSize", "16383", "16384", "4194304", "4194305", "a value from 16384 to 4194304 bytes" },
        { "TokenCache:Capacity", "-1", "0", "1000000", "1000001", "a value from 0 to 1000000 tokens" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_boundaries_are_accepted_and_what_lies_beyond_stops_the_start(string setting, string below, string least, string most, string above, string range)
    {
        await HostStart.TakesBesidesAsync(Member(setting, least));
        await HostStart.TakesBesidesAsync(Member(setting, most));

        foreach (var beyond in new[] { below, above })
        {
            var failure = await HostStart.RefusesBesidesAsync(Member(setting, beyond));
            Assert.StartsWith($"Auth0:{setting} is ", failure, StringComparison.Ordinal);
            Assert.EndsWith($". Write there {range}.", failure, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public async Task A_share_that_is_no_number_stops_the_start(string share) =>
        Assert.Contains("Write there a value from 0.5 to 1 of the lifetime.", await HostStart.RefusesBesidesAsync(Member("Keys:RefreshAhead", share)), StringComparison.Ordinal);

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task An_algorithm_with_a_public_key_can_be_listed(string algorithm) =>
        Assert.Equal([algorithm], (await HostStart.TakesBesidesAsync($$""" "Tokens": { "Algorithms": ["{{algorithm}}"] } """)).Tokens.Algorithms);

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("rs256")]
    [InlineData("RS1")]
    [InlineData("EdDSA")]
    [InlineData("dir")]
    [InlineData("")]
    public async Task Any_other_algorithm_stops_the_start_even_beside_a_good_one(string algorithm)
    {
        var failure = await HostStart.RefusesBesidesAsync($$""" "Tokens": { "Algorithms": ["RS256", "{{algorithm}}"] } """);

        Assert.Equal($"Auth0:Tokens:Algorithms holds \"{algorithm}\", which cannot be allowed: unsigned and symmetric tokens prove nothing here. Write there some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512.", failure);
    }

    [Fact]
    public async Task No_algorithm_at_all_stops_the_start()
    {
        var failure = await HostStart.RefusesBesidesAsync(""" "Tokens": { "Algorithms": [] } """);

        Assert.Equal("Auth0:Tokens:Algorithms is empty. Write there the algorithm that your issuer signs with, for example \"RS256\".", failure);
    }

    [Theory]
    [InlineData("api", true)]
    [InlineData("Organizer API (v2)", true)]
    [InlineData("", false)]
    [InlineData("a \\\"quote\\\"", false)]
    [InlineData("back\\\\slash", false)]
    [InlineData("größe", false)]
    [InlineData("two\\r\\nlines", false)]
    public async Task A_realm_is_what_fits_between_the_quotes_of_a_header(string realm, bool fits)
    {
        var member = $$""" "Challenges": { "Realm": "{{realm}}" } """;
        if (fits)
            Assert.Equal(realm, (await HostStart.TakesBesidesAsync(member)).Challenges.Realm);
        else
            Assert.Matches("^Auth0:Challenges:Realm is \"[^.]*\"\\. Write there printable ASCII without quotes and backslashes, for example \"api\"\\.$", await HostStart.RefusesBesidesAsync(member));
    }

    [Fact]
    public async Task What_code_sets_has_the_same_ranges()
    {
        Action<ApiAuthOptions> valid = options => (options.Domain, options.Audience) = ("organizer.eu.auth0.com", "urn:organizer-api");
        Action<ApiAuthOptions> broken = options =>
        {
            options.Tokens.ClockSkew = TimeSpan.FromHours(1);
            options.Tokens.Profile = (TokenProfile)7;
            options.Tokens.Algorithms = null!;
            options.Keys.Startup = (KeyStartup)(-1);
            options.Challenges.Realm = null!;
            options.TimeProvider = null!;
        };
        await HostStart.TakesAsync(valid);

        Assert.Equal(
            [
                "Auth0:Tokens:ClockSkew is 01:00:00. Write there a value from 00:00:00 to 00:05:00.",
                "Auth0:Tokens:Profile is 7. Write there one of Any, Rfc9068.",
                "Auth0:Keys:Startup is -1. Write there one of Background, Required.",
                "Auth0:Challenges:Realm is \"\". Write there printable ASCII without quotes and backslashes, for example \"api\".",
                "Auth0:TimeProvider is null. Leave it at TimeProvider.System.",
                "Auth0:Tokens:Algorithms is empty. Write there the algorithm that your issuer signs with, for example \"RS256\".",
            ],
            await HostStart.RefusesAsync(valid + broken));
    }

    [Fact]
    public async Task Lists_that_code_sets_to_null_are_empty()
    {
        var options = await HostStart.TakesAsync(options =>
        {
            (options.Domain, options.Audience) = ("organizer.eu.auth0.com", "urn:organizer-api");
            (options.Domains, options.Audiences, options.Scopes, options.RoleClaim) = (null!, null!, null!, null);
        });

        Assert.Empty(options.Domains);
        Assert.Empty(options.Audiences);
        Assert.Empty(options.Scopes);
    }

    private static string Member(string path, string value) =>
        path.Split(':') is [var section, var name] ? $$""" "{{section}}": { "{{name}}": "{{value}}" } """ : $"\"{path}\": \"{value}\"";
}
