using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>Reading a claim as what it should be; of another type it is as if it were absent.</summary>
static class ClaimJson
{
    /// <summary>A string as a list of one, or an array of strings; empty if absent or of another type.</summary>
    public static string[] Texts(this JsonElement value) => value.ValueKind == JsonValueKind.String ? [value.GetString()!] : value.Array();

    /// <summary>An array of strings; empty if absent or of another type.</summary>
    public static string[] Array(this JsonElement value) => IsArrayOfStrings(value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

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
