using ApiAuth.Middleware;
using Microsoft.AspNetCore.Http.HttpResults;
using WorldMappers.Api.Places;

namespace WorldMappers.Api.Routing;

/// <summary>A route: its ends, its length in metres, its duration in seconds, and the steps in order.</summary>
public sealed record Directions(Place Origin, Place Destination, double Metres, double Seconds, IReadOnlyList<Step> Steps);

public static partial class DirectionsEndpoint
{
    public static void MapDirections(this IEndpointRouteBuilder api) => api.MapGet("/directions", Find).RequireScope("directions");

    static Results<Ok<Directions>, ValidationProblem, ProblemHttpResult> Find(
        Gazetteer gazetteer, RoadNetwork roads, AccessToken token, ILogger<Directions> logger,
        string origin = Fixtures.Origin, string destination = Fixtures.Destination)
    {
        if ((PlaceQuestion.Check(nameof(origin), origin) ?? PlaceQuestion.Check(nameof(destination), destination)) is { } invalid)
            return invalid;
        if (gazetteer.Find(origin) is not { } from)
            return PlaceQuestion.Unknown(nameof(origin));
        if (gazetteer.Find(destination) is not { } to)
            return PlaceQuestion.Unknown(nameof(destination));
        if (roads.FastestPath(from.Name, to.Name) is not { } path)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "No road leads there.");

        LogAnswered(logger, token.ClientId, string.Join(' ', token.Scopes));
        var steps = TurnByTurn.Describe(path, to.Name);
        return TypedResults.Ok(new Directions(from, to, steps.Sum(step => step.Metres), steps.Sum(step => step.Seconds), steps));
    }

    [LoggerMessage(1, LogLevel.Information, "Directions for {Client} (scope={Scope})")]
    static partial void LogAnswered(ILogger logger, string? client, string scope);
}
