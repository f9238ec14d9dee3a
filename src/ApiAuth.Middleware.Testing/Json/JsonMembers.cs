using System.Collections.ObjectModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Testing.Json;

/// <summary>Changes to the members of a JSON object: values of any shape that replace or extend it, and names that are taken out.</summary>
internal static class JsonMembers
{
    /// <summary>Stands for a member that is taken out; a null value is JSON's null.</summary>
    internal static readonly object Absent = new AbsentMember();

    internal static readonly IReadOnlyDictionary<string, object?> None = ReadOnlyDictionary<string, object?>.Empty;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Copies changes, each value as the JSON that it is now, so that nobody can alter them afterwards.</summary>
    internal static IReadOnlyDictionary<string, object?> Freeze(IReadOnlyDictionary<string, object?> changes)
    {
        var copy = new OrderedDictionary<string, object?>();
        foreach (var (name, value) in changes)
            copy[name] = value is null or JsonElement or AbsentMember ? value : JsonSerializer.SerializeToElement(value, Plain);
        return new ReadOnlyDictionary<string, object?>(copy);
    }

    internal static IReadOnlyDictionary<string, object?> Set(this IReadOnlyDictionary<string, object?> changes, string name, object? value) =>
        new OrderedDictionary<string, object?>(changes) { [name] = value };

    /// <summary>Applies changes to an object: a member that is there keeps its place, a new one goes to the end.</summary>
    internal static JsonObject Apply(this IReadOnlyDictionary<string, object?> changes, JsonObject target)
    {
        foreach (var (name, value) in changes)
        {
            if (value is AbsentMember)
                target.Remove(name);
            else
                target[name] = JsonSerializer.SerializeToNode(value, Plain);
        }

        return target;
    }

    /// <summary>An object without white space, non-ASCII characters as they are.</summary>
    internal static string ToText(this JsonObject json) => json.ToJsonString(Plain);

    /// <summary>An array of strings.</summary>
    internal static JsonArray ToJsonArray(this IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private sealed class AbsentMember;
}
