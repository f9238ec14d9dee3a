using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Requests;

/// <summary>The page about the requests that came.</summary>
internal static class RequestPages
{
    public static IResult List(DashboardRequest request)
    {
        var outcome = Enum.TryParse<Outcome>(request.Query("outcome"), ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : Outcome.All;
        var recent = request.Tenant.Requests.Recent;
        return request.Page<RequestsPage, RequestsView>(new([.. recent.Reverse().Where(entry => IsShown(entry, outcome))], outcome, recent.Count, request.Now));
    }

    private static bool IsShown(RequestLogEntry entry, Outcome outcome) => outcome switch
    {
        Outcome.Ok => !Outcomes.IsRefused(entry),
        Outcome.Refused => Outcomes.IsRefused(entry),
        _ => true,
    };
}

internal enum Outcome
{
    All,
    Ok,
    Refused,
}

internal static class Outcomes
{
    /// <summary>A redirect that tells the application of an error is a refusal too.</summary>
    public static bool IsRefused(RequestLogEntry entry) => entry.Status >= StatusCodes.Status400BadRequest || entry.Error is not null;
}

/// <summary>The requests to show.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Outcome">Which ones are shown.</param>
/// <param name="Remembered">How many there are, shown or not.</param>
/// <param name="Now">The tenant's time.</param>
internal sealed record RequestsView(IReadOnlyList<RequestLogEntry> Entries, Outcome Outcome, int Remembered, DateTimeOffset Now);
