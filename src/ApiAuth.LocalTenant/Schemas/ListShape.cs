using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>A list of values of one shape.</summary>
internal sealed record ListShape(JsonShape Item) : JsonShape("array")
{
    public override string Advice => $"Write a list: [ … ]. {Item.Advice.Replace("Write", "In it, write", StringComparison.Ordinal)}";

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        schema["items"] = Item.Describe();
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path) =>
        value.EnumerateArray().Select((item, index) => Item.Check(item, $"{path}[{index}]")).FirstOrDefault(problem => problem is not null);
}
