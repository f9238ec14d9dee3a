using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiAuth.LocalTenant.Management;

/// <summary>The parameters of a query as the JSON object that its shape describes.</summary>
internal static class QueryObject
{
    public static JsonElement Read(IQueryCollection query, ObjectShape shape) => Json.Element(new JsonObject(
        query.Select(parameter => KeyValuePair.Create(parameter.Key, Value(parameter.Value, shape.Members.FirstOrDefault(member => member.Name == parameter.Key)?.Shape)))));

    private static JsonNode? Value(StringValues values, JsonShape? shape) => (shape, values.Count) switch
    {
        (_, not 1) => Json.Array(values.Select(value => value ?? "")),
        (WholeNumberShape, _) when long.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        (FlagShape, _) when values == "true" || values == "false" => JsonValue.Create(values == "true"),
        _ => JsonValue.Create(values.ToString()),
    };
}
