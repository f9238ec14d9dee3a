using System.Text.Json;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>Reads JSON in which no object has a name twice and every text is Unicode; where it is not, the exception knows the line.</summary>
internal static class StrictJson
{
    /// <exception cref="JsonException">It is not such JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, JsonCommentHandling comments = JsonCommentHandling.Disallow, bool trailingCommas = false)
    {
        Check(utf8.Span, new() { CommentHandling = comments, AllowTrailingCommas = trailingCommas });
        return JsonDocument.Parse(utf8, new() { CommentHandling = comments, AllowTrailingCommas = trailingCommas });
    }

    /// <summary>The line of a position, from 0 as in <see cref="JsonException.LineNumber"/>.</summary>
    public static int LineOf(ReadOnlySpan<byte> utf8, long position) => utf8[..(int)position].Count((byte)'\n');

    private static void Check(ReadOnlySpan<byte> utf8, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(utf8, options);
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push([]);
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.String when TextOf(reader) is null:
                case JsonTokenType.PropertyName when TextOf(reader) is null:
                    throw Problem(utf8, reader, "A text has half a character in it (a surrogate without its pair), or bytes that are not UTF-8.");
                case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!):
                    throw Problem(utf8, reader, $"The name \"{reader.GetString()}\" stands in its object twice.");
            }
        }
    }

    private static string? TextOf(Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonException Problem(ReadOnlySpan<byte> utf8, Utf8JsonReader reader, string message) => new(message, null, LineOf(utf8, reader.TokenStartIndex), null);
}
