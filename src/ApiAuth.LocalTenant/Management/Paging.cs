using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary>One page of a list: by number, or from a checkpoint on.</summary>
internal static class Paging
{
    private const int UsualPage = 50;
    private const int LargestPage = 100;

    public static ObjectMember[] Parameters { get; } =
    [
        new("page", new WholeNumberShape(0, int.MaxValue) { Description = "Page index of the results to return. First page is 0." }),
        new("per_page", new WholeNumberShape(0, LargestPage) { Description = "Number of results per page." }),
        new("include_totals", new FlagShape { Description = "Return results inside an object that contains the total result count (true) or as a direct array of results (false, default)." }),
        new("from", new TextShape(1) { Description = "Id from which to start selection." }),
        new("take", new WholeNumberShape(1, LargestPage) { Description = "Number of results per page." }),
    ];

    /// <summary>A bare list, a list with totals, or the part after a checkpoint.</summary>
    /// <param name="request">Says which.</param>
    /// <param name="plural">What the list is called.</param>
    /// <param name="all">Everything, in a lasting order.</param>
    /// <param name="idOf">What a checkpoint is made of.</param>
    /// <param name="write">An entry.</param>
    public static JsonNode Page<T>(ManagementRequest request, string plural, IReadOnlyList<T> all, Func<T, string> idOf, Func<T, JsonNode> write)
    {
        if (request["from"] is not null || request["take"] is not null)
            return FromCheckpoint(request, plural, all, idOf, write);

        var limit = request.Number("per_page") ?? UsualPage;
        var start = (long)(request.Number("page") ?? 0) * limit;
        var page = List(all.Skip((int)Math.Min(start, all.Count)).Take(limit), write);
        return request.Flag("include_totals") == true
            ? new JsonObject { ["start"] = start, ["limit"] = limit, ["total"] = all.Count, [plural] = page }
            : page;
    }

    private static JsonObject FromCheckpoint<T>(ManagementRequest request, string plural, IReadOnlyList<T> all, Func<T, string> idOf, Func<T, JsonNode> write)
    {
        var from = request["from"];
        var rest = from is null ? all : [.. all.SkipWhile(entry => idOf(entry) != from).Skip(1)];
        var page = rest.Take(request.Number("take") ?? UsualPage).ToList();
        var answer = new JsonObject { [plural] = List(page, write) };
        if (page.Count < rest.Count)
            answer["next"] = idOf(page[^1]);
        return answer;
    }

    private static JsonArray List<T>(IEnumerable<T> entries, Func<T, JsonNode> write) => new([.. entries.Select(write)]);
}
