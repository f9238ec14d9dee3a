using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>What a JSON value may be: finds what is wrong with one, and describes itself as JSON Schema.</summary>
internal abstract record JsonShape(string Type)
{
    /// <summary>What the value is for, in a few words.</summary>
    public string? Description { get; init; }

    /// <summary>What to write, as a sentence.</summary>
    public abstract string Advice { get; }

    /// <summary>The first thing that is wrong; null for nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands, such as <c>scopes[0].value</c>; empty for the whole document.</param>
    public SchemaProblem? Check(JsonElement value, string path) => TypeOf(value) is var found && found == Type
        ? Inspect(value, path)
        : Problem(path, $"Expected type {Type} but found type {found}");

    /// <summary>As JSON Schema (draft 2020-12).</summary>
    public virtual JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = Type };
        if (Description is not null)
            schema["description"] = Description;
        return schema;
    }

    protected abstract SchemaProblem? Inspect(JsonElement value, string path);

    protected SchemaProblem Problem(string path, string text) => new(path, text, Advice, Description);

    protected static string Quoted(IEnumerable<string> words, string last)
    {
        var quoted = words.Select(word => $"\"{word}\"").ToList();
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}";
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };
}

/// <summary>What is wrong with a value, in the words of Auth0's validator.</summary>
/// <param name="Path">Where it stands, such as <c>scopes[0].value</c>; empty for the whole document.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Advice">What to write instead.</param>
/// <param name="Description">What the value is for.</param>
internal sealed record SchemaProblem(string Path, string Text, string Advice, string? Description)
{
    /// <summary>The member of the object at <see cref="Path"/> that is not known; null where that is not the problem.</summary>
    public string? UnknownProperty { get; init; }
}
