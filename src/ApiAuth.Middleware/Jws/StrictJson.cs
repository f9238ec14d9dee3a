using System.Text.Json;
using System.Text.Unicode;
using ApiAuth.Middleware.Errors;

namespace ApiAuth.Middleware.Jws;

/// <summary>
/// Reads a part of a token as one JSON object and nothing else: UTF-8, no duplicate names at any depth, no comments, bounded depth, a bounded number of values
/// (RFC 7515 §5.2 steps 3 and 4, §10.12; RFC 7519 §7.2).
/// </summary>
static class StrictJson
{
    private const int LeastBytesOfValue = 2; // a digit and a comma
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <param name="utf8">The part of the token.</param>
    /// <param name="part">Its name, for people.</param>
    /// <param name="maxValues">How many names and values it may hold.</param>
    /// <param name="error">Why it is not returned.</param>
    /// <returns>The object, or null if the bytes are anything else.</returns>
    public static JsonElement? Object(ReadOnlySpan<byte> utf8, string part, int maxValues, out AuthError? error)
    {
        error = null;
        try
        {
            if (HoldsMoreThan(maxValues, utf8))
                error = new(AuthErrorReason.TokenTooLong) { Expected = $"at most {maxValues} names and values (a sixteenth of Tokens:MaxLength)", Found = $"a {part} with more" };
            else if (Read(utf8) is { } element)
                return element;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is half a surrogate pair, found while names are compared.
        }
        error ??= CompactJws.Malformed($"a {part} that is no JSON object");
        return null;
    }

    private static JsonElement? Read(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        var element = JsonElement.Parse(utf8, Options);
        return element.ValueKind == JsonValueKind.Object && (!MayHoldSurrogate(utf8) || IsUnicode(element)) ? element : null;
    }

    // Counted before anything is made of them: what a value costs, its length does not tell.
    private static bool HoldsMoreThan(int maxValues, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= maxValues * LeastBytesOfValue)
            return false;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        var values = 0;
        while (values <= maxValues && reader.Read())
            values += reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? 0 : 1;
        return values > maxValues;
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
