using System.Text.Json;

namespace ApiAuth.Middleware.Errors;

/// <summary>Makes a value out of a token fit for a log line or a development hint: printable ASCII, at most 100 characters.</summary>
static class Printable
{
    private const int Limit = 100;

    public static string Text(string value)
    {
        var shown = value.Length > Limit ? string.Concat(value.AsSpan(0, Limit - 1), "~") : value;
        return shown.All(IsPrintable) ? shown : string.Concat(shown.Select(letter => IsPrintable(letter) ? letter : '?'));
    }

    public static string Quoted(string value) => $"\"{Text(value)}\"";

    /// <summary>A string or an array of strings quoted, anything else by the name of its JSON type.</summary>
    public static string Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            $"[{string.Join(", ", value.EnumerateArray().Take(5).Select(item => Quoted(item.GetString()!)))}]",
        JsonValueKind.Number => Text(value.GetRawText()),
        _ => TypeName(value),
    };

    /// <summary>The name of a JSON value's type: <c>a string</c>, <c>null</c>.</summary>
    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static bool IsPrintable(char letter) => letter is >= ' ' and <= '~' and not ('"' or '\\');
}
