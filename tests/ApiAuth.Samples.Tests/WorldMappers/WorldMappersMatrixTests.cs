using System.Net;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class WorldMappersMatrixTests(WorldMappersHost host) : IClassFixture<WorldMappersHost>
{
    public static TheoryData<string?, int, int, int> Scopes => new()
    {
        { "directions", 200, 403, 403 },
        { "geocode:location", 403, 200, 403 },
        { "reverse-geocode:location", 403, 403, 200 },
        { WorldMappersHost.AllScopes, 200, 200, 200 },
        { "geocode", 403, 403, 403 },
        { "location", 403, 403, 403 },
        { "directions:all", 403, 403, 403 },
        { "", 403, 403, 403 },
        { null, 403, 403, 403 },
    };

    public static TheoryData<string> Refused => [.. Tokens.RefusedNames];

    [Theory, MemberData(nameof(Scopes))]
    public async Task A_token_opens_exactly_what_its_scopes_name(string? scope, int directions, int geocode, int reverse)
    {
        using var http = host.ClientOf("gift-deliveries", scope);
        Assert.Equal($"{directions} {geocode} {reverse}", await StatusesAsync(http));
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task A_token_that_is_wrong_in_one_way_opens_nothing(string token)
    {
        using (var twin = host.ClientOf("twin"))
            Assert.Equal("200 200 200", await StatusesAsync(twin));

        using var http = host.Client(Tokens.Named(token, WorldMappersHost.AllScopes));
        Assert.Equal("401 401 401", await StatusesAsync(http));
    }

    [Fact]
    public async Task Neither_no_token_nor_one_for_Organizer_opens_anything()
    {
        using var anonymous = host.Client(token: null);
        Assert.Equal("401 401 401", await StatusesAsync(anonymous));
        using var organizer = host.Client(Tokens.User("auth0|alice", WorldMappersHost.AllScopes) with { Audience = "urn:organizer-api" });
        Assert.Equal("401 401 401", await StatusesAsync(organizer));
    }

    [Fact]
    public async Task A_scope_with_a_colon_is_named_in_the_challenge()
    {
        using var http = host.ClientOf("gift-deliveries", "directions");
        using var response = await http.GetAsync("/api/location/geocode");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("scope=\"geocode:location\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    static async Task<string> StatusesAsync(HttpClient http)
    {
        var statuses = new List<int>();
        foreach (var path in new[] { "/api/directions?destination=Auth0%20Office", "/api/location/geocode", "/api/location/reverse-geocode" })
        {
            using var response = await http.GetAsync(path);
            statuses.Add((int)response.StatusCode);
        }

        return string.Join(' ', statuses);
    }
}
