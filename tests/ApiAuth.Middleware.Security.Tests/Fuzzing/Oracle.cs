using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>
/// The rules for tokens once more, written plainly and from the other side: whether a token that the issuer's key signed may pass. Knows nothing of the
/// package; reads tokens with the forward reader of System.Text.Json, which has no opinion about duplicates or depth of its own.
/// </summary>
static class Oracle
{
    private static readonly string[] Forbidden = ["crit", "b64", "zip", "enc", "cty"];
    private static readonly string[] Marks = ["nonce", "at_hash", "c_hash", "s_hash", "cnf"];

    public static bool MayPass(string token, long now) =>
        token.Split('.') is [var first, var second, var third] && new[] { first, second, third }.All(IsCanonical)
        && Read(first) is { } header && Read(second) is { } claims
        && HeaderMayPass(header) && ClaimsMayPass(claims, now);

    private static bool IsCanonical(string part)
    {
        try
        {
            return part.Length > 0 && !part.Contains('=', StringComparison.Ordinal) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)) == part;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool HeaderMayPass(Dictionary<string, JsonElement> header) =>
        !Forbidden.Any(header.ContainsKey)
        && Text(header, "alg") == "ES256"
        && (!header.ContainsKey("kid") || Text(header, "kid") == "ec")
        && (!header.ContainsKey("typ") || Text(header, "typ") is { } type && (string[])["JWT", "AT+JWT", "APPLICATION/JWT", "APPLICATION/AT+JWT"] is var types && types.Contains(type.ToUpperInvariant()));

    private static bool ClaimsMayPass(Dictionary<string, JsonElement> claims, long now) =>
        !Marks.Any(claims.ContainsKey)
        && Text(claims, "iss") == "https://tenant.test/"
        && (Text(claims, "aud") == TestApi.Audience || Strings(claims, "aud").Contains(TestApi.Audience))
        && Text(claims, "sub") is { Length: > 0 }
        && Number(claims, "exp") is { } expiry && expiry > now - 30 && expiry < now + (3654 * 86_400.0)
        && (!claims.ContainsKey("nbf") || Number(claims, "nbf") is { } start && start < now + 31 && start <= expiry)
        && (!claims.ContainsKey("iat") || Number(claims, "iat") is { } issued && issued < now + 31);

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Strings(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static double? Number(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and < 253402300800 ? number : null;

    // Null unless the part is UTF-8, one object, at most 32 deep, of 1,024 names and values at most, and without a name twice at any depth.
    private static Dictionary<string, JsonElement>? Read(string part)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(part);
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            if (!NamesDiffer(bytes) || Values(bytes) > 1024)
                return null;
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static int Values(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var count = 0;
        while (reader.Read())
            if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                count++;
        return count;
    }

    private static bool NamesDiffer(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 32 });
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                open.Push([]);
            else if (reader.TokenType == JsonTokenType.EndObject)
                open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName && !open.Peek().Add(reader.GetString()!))
                return false;
            else if (reader.TokenType == JsonTokenType.String)
                _ = reader.GetString(); // Throws for half a surrogate pair.
        }
        return true;
    }
}
