using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>One of several words.</summary>
internal sealed record ChoiceShape(IReadOnlyList<string> Words) : JsonShape("string")
{
    public override string Advice => $"Write {Quoted(Words, "or")}.";

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        schema["enum"] = new JsonArray([.. Words.Select(word => JsonValue.Create(word))]);
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path) =>
        Words.Contains(value.GetString()) ? null : Problem(path, $"No enum match for: {value.GetString()}");
}
