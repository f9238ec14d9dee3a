using WorldMappers.Api.Geography;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class GeoPointTests
{
    const double EarthRadius = 6_371_008.8;

    [Theory]
    [InlineData(0, 0, 1, 0, Math.PI / 180)] // one degree of latitude
    [InlineData(0, 0, 0, 90, Math.PI / 2)] // a quarter of the equator
    [InlineData(0, 0, 90, 0, Math.PI / 2)] // equator to pole
    [InlineData(90, 0, -90, 0, Math.PI)] // pole to pole
    [InlineData(0, 179, 0, -179, Math.PI / 90)] // over the date line
    [InlineData(30, 40, -30, -140, Math.PI)] // antipodes
    public void The_distance_is_the_central_angle_times_the_radius_of_the_earth(double lat, double lng, double otherLat, double otherLng, double angle) =>
        Assert.Equal(angle * EarthRadius, new GeoPoint(lat, lng).MetresTo(new GeoPoint(otherLat, otherLng)), tolerance: 0.01);

    [Theory]
    [InlineData(51.5074, -0.1278, 48.8566, 2.3522, 343.6)] // London, Paris
    [InlineData(40.7128, -74.0060, 34.0522, -118.2437, 3935.7)] // New York, Los Angeles
    [InlineData(47.6062, -122.3321, 47.6101, -122.2015, 9.8)] // Seattle, Bellevue
    public void Known_distances_between_cities_are_met_within_one_part_in_a_hundred(double lat, double lng, double otherLat, double otherLng, double kilometres)
    {
        var metres = new GeoPoint(lat, lng).MetresTo(new GeoPoint(otherLat, otherLng));
        Assert.InRange(metres, kilometres * 990, kilometres * 1010);
    }

    [Fact]
    public void The_distance_is_the_same_in_both_directions_and_zero_to_itself()
    {
        var (one, other) = (new GeoPoint(47.6, -122.3), new GeoPoint(-33.9, 151.2));
        Assert.Equal(one.MetresTo(other), other.MetresTo(one), tolerance: 1e-6);
        Assert.Equal(0, one.MetresTo(one));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 90)]
    [InlineData(-1, 0, 180)]
    [InlineData(0, -1, 270)]
    public void A_bearing_counts_clockwise_from_north(double lat, double lng, double degrees) =>
        Assert.Equal(degrees, new GeoPoint(0, 0).BearingTo(new GeoPoint(lat, lng)), tolerance: 1e-9);
}
