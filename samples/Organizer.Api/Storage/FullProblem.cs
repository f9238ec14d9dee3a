using Microsoft.AspNetCore.Mvc;

namespace Organizer.Api.Storage;

public static class FullProblem
{
    /// <summary>409: the owner's list has reached <see cref="Limits.Items"/>.</summary>
    public static ObjectResult Full(this ControllerBase controller) => controller.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: "The list is full.",
        detail: $"An owner stores at most {Limits.Items} of each kind. Delete one first.");
}
