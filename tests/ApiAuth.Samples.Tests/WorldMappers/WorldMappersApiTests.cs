using System.Net;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class WorldMappersApiTests(WorldMappersHost host) : IClassFixture<WorldMappersHost>
{
    [Theory]
    [InlineData("/api/location/geocode")]
    [InlineData("/api/location/geocode?address=10900%20NE%208th%20Street,%20Bellevue,%20Washington")]
    [InlineData("/api/location/geocode?address=auth0+office")]
    public async Task The_office_is_geocoded(string path)
    {
        using var http = host.ClientOf("taxi");
        Assert.Equal("""{"lat":47.6178819,"lng":-122.194041}""", (await http.GetJsonAsync(path)).GetRawText());
    }

    [Theory]
    [InlineData("/api/location/reverse-geocode", 0)]
    [InlineData("/api/location/reverse-geocode?lat=47.6178819&lng=-122.194041", 0)]
    [InlineData("/api/location/reverse-geocode?lat=47.6178819&lng=-122.1939", 11)]
    public async Task The_office_is_found_by_its_point(string path, int metres)
    {
        using var http = host.ClientOf("taxi");
        var place = await http.GetJsonAsync(path);
        Assert.Equal("10900 NE 8th Street, Bellevue, Washington", place.GetProperty("address").GetString());
        Assert.Equal("Auth0 Office", place.GetProperty("name").GetString());
        Assert.Equal(metres, place.GetProperty("metres").GetDouble());
    }

    [Theory]
    [InlineData("/api/directions")]
    [InlineData("/api/directions?destination=Auth0%20Office")]
    [InlineData("/api/directions?origin=Bellevue%20Square&destination=10900%20NE%208th%20Street,%20Bellevue,%20Washington")]
    public async Task The_way_to_the_office_has_three_steps(string path)
    {
        using var http = host.ClientOf("gift-deliveries");
        var directions = await http.GetJsonAsync(path);
        Assert.Equal(["Head north on Bellevue Way NE", "Turn right onto NE 8th Street", "Arrive at Auth0 Office"], directions.GetProperty("steps").Texts("instruction"));
        Assert.Equal("Bellevue Square", directions.GetProperty("origin").GetProperty("name").GetString());
        Assert.Equal("Auth0 Office", directions.GetProperty("destination").GetProperty("name").GetString());
        Assert.InRange(directions.GetProperty("metres").GetDouble(), 600, 900);
        Assert.InRange(directions.GetProperty("seconds").GetDouble(), 40, 80);
    }

    [Fact]
    public async Task A_long_way_takes_the_highway_over_the_lake()
    {
        using var http = host.ClientOf("gift-deliveries");
        var directions = await http.GetJsonAsync("/api/directions?origin=Space%20Needle&destination=Crossroads%20Bellevue");
        var steps = directions.GetProperty("steps").Texts("instruction").ToList();
        Assert.Contains("Merge onto SR 520", steps);
        Assert.Equal("Arrive at Crossroads Bellevue", steps[^1]);
        Assert.InRange(directions.GetProperty("metres").GetDouble(), 16_000, 24_000);
        Assert.InRange(directions.GetProperty("seconds").GetDouble(), 10 * 60, 30 * 60);
    }

    [Theory]
    [InlineData("/api/location/geocode?address=Atlantis")]
    [InlineData("/api/location/reverse-geocode?lat=48.8566&lng=2.3522")]
    [InlineData("/api/directions?destination=Atlantis")]
    [InlineData("/api/directions?origin=Atlantis")]
    public async Task A_place_that_is_not_known_is_404(string path)
    {
        using var http = host.ClientOf("taxi");
        using var response = await http.GetAsync(path);
        Assert.NotEqual("", (await response.ReadProblemAsync(HttpStatusCode.NotFound)).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("/api/location/geocode?address=", "address")]
    [InlineData("/api/location/geocode?address=%20", "address")]
    [InlineData("/api/directions?origin=", "origin")]
    [InlineData("/api/directions?destination=", "destination")]
    [InlineData("/api/location/reverse-geocode?lat=47.6", "lng")]
    [InlineData("/api/location/reverse-geocode?lng=-122.2", "lat")]
    [InlineData("/api/location/reverse-geocode?lat=91&lng=0", "lat")]
    [InlineData("/api/location/reverse-geocode?lat=0&lng=-180.01", "lng")]
    [InlineData("/api/location/reverse-geocode?lat=NaN&lng=0", "lat")]
    [InlineData("/api/location/reverse-geocode?lat=north&lng=0", "lat")]
    [InlineData("/api/location/reverse-geocode?lat=1&lat=2&lng=0", "lat")]
    public async Task A_parameter_that_makes_no_sense_is_400_and_named(string path, string parameter)
    {
        using var http = host.ClientOf("taxi");
        using var response = await http.GetAsync(path);
        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_text_of_more_than_200_characters_is_400()
    {
        using var http = host.ClientOf("taxi");
        using var longest = await http.GetAsync($"/api/location/geocode?address={new string('x', 200)}");
        await longest.ReadProblemAsync(HttpStatusCode.NotFound);
        using var tooLong = await http.GetAsync($"/api/location/geocode?address={new string('x', 201)}");
        await tooLong.ReadProblemAsync(HttpStatusCode.BadRequest);
    }
}
