using System.Runtime.InteropServices;
using System.Text.Json;

namespace ApiAuth.Middleware.Keys;

/// <summary>Reads a JWK Set (RFC 7517 §5), key by key.</summary>
static class JwksReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // What is not valid or too deep in one key is found when that key is read on its own, strictly; the size of the document bounds the rest.
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = int.MaxValue };

    /// <summary>The usable keys of a document; <paramref name="skip"/> hears of each of the others.</summary>
    /// <exception cref="JsonException">The document is not a JSON object with one array <c>keys</c>.</exception>
    public static List<SigningKey> Read(ReadOnlyMemory<byte> document, Action<string?, string> skip)
    {
        using var json = JsonDocument.Parse(document, Lenient);
        var keys = KeysOf(json.RootElement);
        var usable = new List<SigningKey>(keys.GetArrayLength());
        foreach (var element in keys.EnumerateArray())
            if (ReadOne(element, skip) is { } key)
                usable.Add(key);
        return usable;
    }

    private static JsonElement KeysOf(JsonElement root)
    {
        try
        {
            if (root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Count(member => member.NameEquals("keys")) == 1
                && root.GetProperty("keys") is { ValueKind: JsonValueKind.Array } keys)
                return keys;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("It holds a name that is no Unicode, such as half a surrogate pair.", exception);
        }
        throw new JsonException("It is no JWK Set: an object with one array \"keys\" was expected.");
    }

    private static SigningKey? ReadOne(JsonElement element, Action<string?, string> skip)
    {
        try
        {
            // Read again on its own: a repeated member makes this key strange, not the set.
            var jwk = JsonElement.Parse(JsonMarshal.GetRawUtf8Value(element), Strict);
            var key = JwkReader.Read(jwk, out var reason);
            if (key is null)
                skip(KidOf(jwk), reason!);
            return key;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no Unicode, such as half a surrogate pair.
            skip(null, "it is no strict JSON: it repeats a member, holds a comment or a text that is no Unicode, or is too deep");
            return null;
        }
    }

    private static string? KidOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("kid", out var kid) && kid.ValueKind == JsonValueKind.String
            ? kid.GetString()
            : null;
}
