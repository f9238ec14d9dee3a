using System.Text.Json;
using System.Text.Unicode;

namespace ApiAuth.Middleware.Jws;

/// <summary>
/// Reads a part of a token as one JSON object and nothing else: UTF-8, no duplicate names at any depth, no comments, bounded depth
/// (RFC 7515 §5.2 steps 3 and 4, §10.12; RFC 7519 §7.2).
/// </summary>
static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <returns>The object, or null if the bytes are anything else.</returns>
    public static JsonElement? Object(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        try
        {
            var element = JsonElement.Parse(utf8, Options);
            return element.ValueKind == JsonValueKind.Object && (!MayHoldSurrogate(utf8) || IsUnicode(element)) ? element : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is half a surrogate pair, found while names are compared.
            return null;
        }
    }

    private static bool MayHoldSurrogate(ReadOnlySpan<byte> utf8) => utf8.IndexOf(@"\u"u8) >= 0;

    // An escape may spell half a surrogate pair, which no later reader of the claims could turn into text.
    private static bool IsUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return element.EnumerateObject().All(member => member.Name is not null && IsUnicode(member.Value));
            case JsonValueKind.Array:
                return element.EnumerateArray().All(IsUnicode);
            case JsonValueKind.String:
                return element.GetString() is not null;
            default:
                return true;
        }
    }
}
