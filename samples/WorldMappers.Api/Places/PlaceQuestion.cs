using Microsoft.AspNetCore.Http.HttpResults;

namespace WorldMappers.Api.Places;

/// <summary>A place as callers write it: the text of one query parameter.</summary>
static class PlaceQuestion
{
    public const int MaxLength = 200;

    /// <summary>What is wrong with the text, null when nothing is.</summary>
    public static ValidationProblem? Check(string parameter, string text) => string.IsNullOrWhiteSpace(text) || text.Length > MaxLength
        ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [parameter] = [$"Give a name or an address of 1 to {MaxLength} characters."] })
        : null;

    public static ProblemHttpResult Unknown(string parameter) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "No such place.",
        detail: $"The gazetteer has no place with the name or address in '{parameter}'.");
}
