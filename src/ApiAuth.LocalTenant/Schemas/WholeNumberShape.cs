using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>A whole number in a range.</summary>
internal sealed record WholeNumberShape(long Least, long Most) : JsonShape("integer")
{
    public override string Advice => $"Write a whole number from {Least} to {Most}.";

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        schema["minimum"] = Least;
        schema["maximum"] = Most;
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path) => value.GetInt64() switch
    {
        var number when number < Least => Problem(path, $"Value {number} is less than minimum {Least}"),
        var number when number > Most => Problem(path, $"Value {number} is greater than maximum {Most}"),
        _ => null,
    };
}
