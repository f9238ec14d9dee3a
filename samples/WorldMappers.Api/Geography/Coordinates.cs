using System.Globalization;

namespace WorldMappers.Api.Geography;

/// <summary>Reads a point from the text of a query.</summary>
public static class Coordinates
{
    /// <summary>The point, or what is wrong with it by parameter name.</summary>
    public static (GeoPoint? Point, Dictionary<string, string[]> Errors) Parse(string? lat, string? lng)
    {
        var errors = new Dictionary<string, string[]>();
        var point = new GeoPoint(Degrees("lat", lat, 90, errors), Degrees("lng", lng, 180, errors));
        return (errors.Count == 0 ? point : null, errors);
    }

    static double Degrees(string name, string? text, double limit, Dictionary<string, string[]> errors)
    {
        // NaN and infinity are numbers to the parser; neither is within the limits.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit)
            return degrees;

        errors[name] = [$"Give {name} in degrees, from -{limit} to {limit}, with a decimal point."];
        return 0;
    }
}
