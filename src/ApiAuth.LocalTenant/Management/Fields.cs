using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary>Leaves members out of an answer, as the caller asks.</summary>
internal static class Fields
{
    public static ObjectMember[] Parameters { get; } =
    [
        new("fields", new TextShape { Description = "Comma-separated list of fields to include or exclude." }),
        new("include_fields", new FlagShape { Description = "Whether specified fields are to be included (true) or excluded (false)." }),
    ];

    public static JsonObject Asked(ManagementRequest request, JsonObject whole)
    {
        if (request["fields"] is not { Length: > 0 } fields)
            return whole;
        var names = fields.Split(',', StringSplitOptions.TrimEntries);
        var include = request.Flag("include_fields") ?? true;
        foreach (var name in whole.Select(member => member.Key).Where(name => names.Contains(name) != include).ToList())
            whole.Remove(name);
        return whole;
    }
}
