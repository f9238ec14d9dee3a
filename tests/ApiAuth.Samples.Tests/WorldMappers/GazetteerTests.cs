using WorldMappers.Api;
using WorldMappers.Api.Geography;
using WorldMappers.Api.Places;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class GazetteerTests
{
    readonly Gazetteer _gazetteer = Gazetteer.Load();

    [Fact]
    public void There_are_at_least_sixty_places_around_Seattle_with_a_name_and_a_full_address()
    {
        Assert.True(_gazetteer.Places.Count >= 60, $"{_gazetteer.Places.Count} places");
        Assert.All(_gazetteer.Places, place =>
        {
            Assert.InRange(place.Lat, 47.4, 47.8);
            Assert.InRange(place.Lng, -122.45, -122.0);
            Assert.False(string.IsNullOrWhiteSpace(place.Name));
            Assert.Matches("^[0-9]+ .+, (Bellevue|Bothell|Issaquah|Kenmore|Kirkland|Medina|Mercer Island|Newcastle|Redmond|Renton|Sammamish|SeaTac|Seattle|Tukwila|Woodinville), Washington$", place.Address);
        });
    }

    [Fact]
    public void No_two_places_share_a_name_an_address_or_a_point()
    {
        var places = _gazetteer.Places;
        Assert.Equal(places.Count, places.Select(place => place.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(places.Count, places.Select(place => place.Address).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(places.Count, places.Select(place => place.Point).Distinct().Count());
    }

    [Fact]
    public void Every_place_is_found_by_its_name_its_address_and_its_point() => Assert.All(_gazetteer.Places, place =>
    {
        Assert.Same(place, _gazetteer.Find(place.Name));
        Assert.Same(place, _gazetteer.Find(place.Address));
        Assert.Equal((place, 0), _gazetteer.Nearest(place.Point));
    });

    [Theory]
    [InlineData("10900 ne 8TH st., bellevue, wa")]
    [InlineData("10900 Northeast 8th Street Bellevue Washington")]
    [InlineData("10900 NE 8th Street")]
    [InlineData("  auth0   office ")]
    public void Other_spellings_find_the_place_too(string text) => Assert.Equal("Auth0 Office", _gazetteer.Find(text)?.Name);

    [Theory]
    [InlineData("10901 NE 8th Street, Bellevue, Washington")]
    [InlineData("NE 8th Street")]
    [InlineData("Auth0")]
    [InlineData("?!")]
    [InlineData("")]
    public void A_text_that_is_no_whole_name_or_address_finds_nothing(string text) => Assert.Null(_gazetteer.Find(text));

    [Fact]
    public void The_nearest_place_is_the_one_with_the_least_distance_of_all()
    {
        var random = new Random(7001);
        for (var round = 0; round < 200; round++)
        {
            var point = new GeoPoint(47.4 + random.NextDouble() * 0.4, -122.45 + random.NextDouble() * 0.45);
            var (_, metres) = _gazetteer.Nearest(point);
            Assert.All(_gazetteer.Places, other => Assert.True(other.Point.MetresTo(point) >= metres));
        }
    }

    [Fact]
    public void The_fixtures_are_places()
    {
        Assert.Equal(new GeoPoint(47.6178819, -122.194041), _gazetteer.Find(Fixtures.Address)!.Point);
        Assert.Equal(Coordinates.Parse(Fixtures.Lat, Fixtures.Lng).Point, _gazetteer.Find(Fixtures.Destination)!.Point);
        Assert.NotNull(_gazetteer.Find(Fixtures.Origin));
    }
}
