using Microsoft.AspNetCore.Http.HttpResults;
using WorldMappers.Api.Geography;

namespace WorldMappers.Api.Places;

public static class LocationEndpoints
{
    /// <summary>Farther away than this, in metres, the nearest place says nothing about the point.</summary>
    public const double Reach = 25_000;

    public static void MapLocation(this IEndpointRouteBuilder api)
    {
        var location = api.MapGroup("/location");
        location.MapGet("/geocode", Geocode).RequireScope("geocode:location");
        location.MapGet("/reverse-geocode", ReverseGeocode).RequireScope("reverse-geocode:location");
    }

    static Results<Ok<GeoPoint>, ValidationProblem, ProblemHttpResult> Geocode(Gazetteer gazetteer, string address = Fixtures.Address)
    {
        if (PlaceQuestion.Check(nameof(address), address) is { } invalid)
            return invalid;

        return gazetteer.Find(address) is { } place ? TypedResults.Ok(place.Point) : PlaceQuestion.Unknown(nameof(address));
    }

    static Results<Ok<NearestPlace>, ValidationProblem, ProblemHttpResult> ReverseGeocode(Gazetteer gazetteer, string? lat, string? lng)
    {
        if (lat is null && lng is null)
            (lat, lng) = (Fixtures.Lat, Fixtures.Lng);

        var (point, errors) = Coordinates.Parse(lat, lng);
        if (point is null)
            return TypedResults.ValidationProblem(errors);

        var (place, metres) = gazetteer.Nearest(point);
        return metres <= Reach ? TypedResults.Ok(new NearestPlace(place.Address, place.Name, Math.Round(metres))) : OffTheMap();
    }

    static ProblemHttpResult OffTheMap() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "Off the map.",
        detail: $"The gazetteer has no place within {Reach / 1000} km of that point.");
}

/// <summary>The place nearest to a point, and how far away it is in metres.</summary>
public sealed record NearestPlace(string Address, string Name, double Metres);
