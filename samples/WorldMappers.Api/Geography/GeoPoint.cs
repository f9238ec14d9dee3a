namespace WorldMappers.Api.Geography;

/// <summary>A point on the earth, in degrees: latitude -90 to 90, longitude -180 to 180.</summary>
public sealed record GeoPoint(double Lat, double Lng)
{
    const double EarthRadius = 6_371_008.8;

    /// <summary>The great-circle distance in metres, by the haversine formula.</summary>
    public double MetresTo(GeoPoint other)
    {
        var halfLat = double.DegreesToRadians(other.Lat - Lat) / 2;
        var halfLng = double.DegreesToRadians(other.Lng - Lng) / 2;
        var a = Square(Math.Sin(halfLat))
            + Math.Cos(double.DegreesToRadians(Lat)) * Math.Cos(double.DegreesToRadians(other.Lat)) * Square(Math.Sin(halfLng));
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, a)));
    }

    /// <summary>The direction in which to leave for <paramref name="other"/>, in degrees clockwise from north, 0 to 360.</summary>
    public double BearingTo(GeoPoint other)
    {
        var (lat, otherLat) = (double.DegreesToRadians(Lat), double.DegreesToRadians(other.Lat));
        var lng = double.DegreesToRadians(other.Lng - Lng);
        var east = Math.Sin(lng) * Math.Cos(otherLat);
        var north = Math.Cos(lat) * Math.Sin(otherLat) - Math.Sin(lat) * Math.Cos(otherLat) * Math.Cos(lng);
        return (double.RadiansToDegrees(Math.Atan2(east, north)) + 360) % 360;
    }

    static double Square(double value) => value * value;
}
