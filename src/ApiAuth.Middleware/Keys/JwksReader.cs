using System.Text.Json;

namespace ApiAuth.Middleware.Keys;

/// <summary>Reads a JWK Set (RFC 7517 §5), key by key.</summary>
static class JwksReader
{
    private const int MaxDepth = 16;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>The usable keys of a document; <paramref name="skip"/> hears of each of the others.</summary>
    /// <exception cref="JsonException">The document is not a JSON object with one array <c>keys</c>.</exception>
    public static List<SigningKey> Read(ReadOnlyMemory<byte> document, Action<string?, string> skip)
    {
        using var json = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var keys = KeysOf(json.RootElement);
        var usable = new List<SigningKey>(keys.GetArrayLength());
        foreach (var element in keys.EnumerateArray())
            if (ReadOne(element, skip) is { } key)
                usable.Add(key);
        return usable;
    }

    private static JsonElement KeysOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Count(member => member.NameEquals("keys")) != 1
            || root.GetProperty("keys") is not { ValueKind: JsonValueKind.Array } keys)
            throw new JsonException("It is no JWK Set: an object with one array \"keys\" was expected.");
        return keys;
    }

    private static SigningKey? ReadOne(JsonElement element, Action<string?, string> skip)
    {
        try
        {
            // Read again on its own: a repeated member makes this key strange, not the set.
            var jwk = JsonElement.Parse(element.GetRawText(), Strict);
            var key = JwkReader.Read(jwk, out var reason);
            if (key is null)
                skip(KidOf(jwk), reason!);
            return key;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no Unicode, such as half a surrogate pair.
            skip(null, "it repeats a member or holds a text that is no Unicode");
            return null;
        }
    }

    private static string? KidOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("kid", out var kid) && kid.ValueKind == JsonValueKind.String
            ? kid.GetString()
            : null;
}
