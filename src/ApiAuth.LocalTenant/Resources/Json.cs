using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>The small change between JSON and the model.</summary>
internal static class Json
{
    // Quotes, plus signs and accents stay readable; nothing here becomes part of a page.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Readable) { WriteIndented = true, NewLine = "\n" };

    public static string Text(JsonNode json, bool indented = false) => json.ToJsonString(indented ? Indented : Readable);

    public static JsonElement Element(JsonNode? json) => JsonSerializer.SerializeToElement(json);

    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The resource after every member that <paramref name="json"/> has was read, in the order of <paramref name="members"/>.</summary>
    public static T Fold<T>(IEnumerable<Member<T>> members, T resource, JsonElement json) => members.Aggregate(
        resource,
        (changed, member) => json.TryGetProperty(member.Name, out var value) ? member.Read(changed, value) : changed);
}
