using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>An object whose members' names and values are free.</summary>
internal sealed record MapShape() : JsonShape("object")
{
    public override string Advice => "Write an object: { \"name\": any JSON }.";

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        schema["additionalProperties"] = true;
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path) => null;
}
