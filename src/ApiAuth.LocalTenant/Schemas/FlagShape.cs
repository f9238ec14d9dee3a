using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>True or false.</summary>
internal sealed record FlagShape() : JsonShape("boolean")
{
    /// <summary>The one value that is taken, where the tenant does not implement the other; null for both.</summary>
    public bool? Only { get; init; }

    public override string Advice => Only switch
    {
        true => "Write true, or leave it out: the local tenant always does this.",
        false => "Write false, or leave it out: the local tenant does not implement this.",
        null => "Write true or false.",
    };

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        if (Only is { } only)
            schema["const"] = only;
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path) =>
        Only is { } only && value.GetBoolean() != only ? Problem(path, $"No enum match for: {(only ? "false" : "true")}") : null;
}
