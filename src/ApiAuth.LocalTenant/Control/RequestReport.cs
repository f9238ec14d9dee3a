using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Control;

/// <summary>The request log as JSON.</summary>
internal static class RequestReport
{
    public static JsonObject Of(RequestLog log) => new()
    {
        ["counts"] = new JsonObject(log.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => KeyValuePair.Create(count.Key, (JsonNode?)JsonValue.Create(count.Value)))),
        ["recent"] = new JsonArray([.. log.Recent.Select(Entry)]),
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static JsonObject Entry(RequestLogEntry entry)
    {
        var json = new JsonObject
        {
            ["at"] = Time(entry.At),
            ["method"] = entry.Method,
            ["path"] = entry.Path,
            ["status"] = entry.Status,
            ["milliseconds"] = Math.Round(entry.Duration.TotalMilliseconds, 1),
        };
        if (entry.ClientId is not null)
            json["client_id"] = entry.ClientId;
        if (entry.Error is not null)
            json["error"] = entry.Error;
        return json;
    }
}
