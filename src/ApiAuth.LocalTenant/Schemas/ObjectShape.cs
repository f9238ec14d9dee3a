using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>An object of known members.</summary>
internal sealed record ObjectShape(IReadOnlyList<ObjectMember> Members) : JsonShape("object")
{
    /// <summary>How many members it has at least.</summary>
    public int Least { get; init; }

    public override string Advice => $"Write an object: {{ … }} with {Quoted(Members.Select(member => member.Name), "and")}.";

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        schema["properties"] = new JsonObject(Members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Shape.Describe())));
        if (Members.Any(member => member.IsRequired))
            schema["required"] = new JsonArray([.. Members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]);
        schema["additionalProperties"] = false;
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path)
    {
        var given = value.EnumerateObject().ToList();
        if (given.Count < Least)
            return Problem(path, $"Too few properties defined ({given.Count}), minimum {Least}");
        if (Unknown(given, path) is { } unknown)
            return unknown;
        if (Members.FirstOrDefault(member => member.IsRequired && given.All(property => property.Name != member.Name)) is { } missing)
            return new(path, $"Missing required property: {missing.Name}", $"Add \"{missing.Name}\". {missing.Shape.Advice}", Description);
        return given.Select(property => Find(property.Name)!.Check(property.Value, path)).FirstOrDefault(problem => problem is not null);
    }

    private ObjectMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);

    private SchemaProblem? Unknown(List<JsonProperty> given, string path)
    {
        var unknown = given.Where(property => Find(property.Name) is null).Select(property => property.Name).ToList();
        return unknown.Count == 0 ? null : new(path, $"Additional properties not allowed: {string.Join(',', unknown)}", AdviceFor(unknown[0]), Description)
        {
            UnknownProperty = unknown[0],
        };
    }

    private string AdviceFor(string unknown) => Spelling.Nearest(unknown, Members.Select(member => member.Name)) is { } meant
        ? $"Did you mean \"{meant}\"?"
        : $"Take it out; there are {Quoted(Members.Select(member => member.Name), "and")}.";
}

/// <summary>A member of an object.</summary>
internal sealed record ObjectMember(string Name, JsonShape Shape)
{
    public bool IsRequired { get; init; }

    /// <summary>Whether null is taken, to clear the member.</summary>
    public bool IsNullable { get; init; }

    public SchemaProblem? Check(JsonElement value, string path) => value.ValueKind == JsonValueKind.Null && IsNullable
        ? null
        : Shape.Check(value, path.Length == 0 ? Name : $"{path}.{Name}");
}
