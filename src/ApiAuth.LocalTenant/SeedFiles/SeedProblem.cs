using System.Text.Json;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.SeedFiles;

/// <summary>A problem of a seed as one sentence for people: file, line, place, what is wrong, what to write.</summary>
internal static class SeedProblem
{
    private const int Longest = 300;

    public static string Text(SchemaProblem problem, byte[] json, string file)
    {
        var place = problem.UnknownProperty is { } unknown ? $"{problem.Path}.{unknown}".TrimStart('.') : problem.Path;
        var path = place.Length == 0 ? "$" : $"$.{place}";
        return $"{file}, line {LineOf(json, place)}, {Short(path)}: {Short(problem.Text)}. {problem.Advice}".TrimEnd();
    }

    /// <summary>What the parser says, without the position that we say ourselves.</summary>
    public static string Reason(JsonException broken)
    {
        var text = broken.Message;
        foreach (var tail in new[] { " Path: ", " LineNumber: " })
        {
            if (text.IndexOf(tail, StringComparison.Ordinal) is var end and >= 0)
                text = text[..end];
        }

        return Short(text);
    }

    // What somebody wrote is quoted, and may be a book.
    private static string Short(string text) => text.Length > Longest ? $"{text[..Longest]} …" : text;

    /// <summary>The line on which a value stands, or the name of the member that has it; from 1.</summary>
    private static int LineOf(byte[] json, string path)
    {
        var reader = new Utf8JsonReader(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var at = new Stack<(string Path, int Index)>();
        var name = "";
        while (reader.Read())
        {
            var here = name;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var parent = at.Peek().Path;
                name = parent.Length == 0 ? reader.GetString()! : $"{parent}.{reader.GetString()}";
                if (name == path)
                    return Line(json, reader.TokenStartIndex);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                at.Pop();
                continue;
            }

            if (at.TryPeek(out var list) && list.Index >= 0)
            {
                at.Pop();
                at.Push((list.Path, list.Index + 1));
                here = $"{list.Path}[{list.Index}]";
            }

            if (here == path)
                return Line(json, reader.TokenStartIndex);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                at.Push((here, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
        }

        return 1;
    }

    private static int Line(byte[] json, long position) => StrictJson.LineOf(json, position) + 1;
}
