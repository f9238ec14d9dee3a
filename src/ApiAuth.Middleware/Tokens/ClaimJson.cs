using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>Reading claims of an expected type; a claim of another type is as if it were absent.</summary>
static class ClaimJson
{
    /// <summary>A string; null if absent or of another type.</summary>
    public static string? Text(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A string as a list of one, or an array of strings; empty if absent or of another type.</summary>
    public static string[] Texts(this JsonElement claims, string name) =>
        claims.Text(name) is { } text ? [text] : claims.Array(name);

    /// <summary>An array of strings; empty if absent or of another type.</summary>
    public static string[] Array(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && IsArrayOfStrings(value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static bool IsArrayOfStrings(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String)
                return false;
        return true;
    }
}
