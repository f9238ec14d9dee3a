using WorldMappers.Api.Geography;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class CoordinatesTests
{
    [Theory]
    [InlineData("47.6178819", "-122.194041", 47.6178819, -122.194041)]
    [InlineData("90", "180", 90, 180)]
    [InlineData("-90", "-180", -90, -180)]
    [InlineData("1e1", "+2", 10, 2)]
    public void Degrees_within_their_range_are_a_point(string lat, string lng, double expectedLat, double expectedLng)
    {
        var (point, errors) = Coordinates.Parse(lat, lng);
        Assert.Equal(new GeoPoint(expectedLat, expectedLng), point);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("north")]
    [InlineData("47,6")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("90.0000001")]
    [InlineData("-90.0000001")]
    public void A_latitude_that_is_no_number_or_out_of_range_is_named(string? lat)
    {
        Assert.NotNull(Coordinates.Parse("47.6", "-122.3").Point);

        var (point, errors) = Coordinates.Parse(lat, "-122.3");
        Assert.Null(point);
        Assert.Equal(["lat"], errors.Keys);
    }

    [Fact]
    public void Both_coordinates_are_named_when_both_are_wrong() =>
        Assert.Equal(["lat", "lng"], Coordinates.Parse("91", "180.5").Errors.Keys);
}
