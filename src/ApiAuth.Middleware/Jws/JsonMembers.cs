using System.Text.Json;

namespace ApiAuth.Middleware.Jws;

/// <summary>
/// The members of an object that somebody reads, found in one walk: each look-up in a <see cref="JsonElement"/> is a walk of its own, and whoever sends the token
/// decides how long that is.
/// </summary>
sealed class JsonMembers
{
    private readonly MemberNames names;
    private readonly JsonElement[] values;

    public JsonMembers(JsonElement element, MemberNames names)
    {
        (this.names, values) = (names, new JsonElement[names.Count]);
        foreach (var member in element.EnumerateObject())
            if (names.Find(member) is { } place)
                values[place] = member.Value;
    }

    /// <summary>The value of a member; of kind <see cref="JsonValueKind.Undefined"/> if the object has none. The name is one of those that were looked for.</summary>
    public JsonElement this[string name] => values[names.PlaceOf(name)];

    /// <summary>A string; null if there is none, or a value of another type.</summary>
    public string? Text(string name) => this[name] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool Has(string name) => this[name].ValueKind != JsonValueKind.Undefined;

    public bool TryGet(string name, out JsonElement value)
    {
        value = this[name];
        return value.ValueKind != JsonValueKind.Undefined;
    }
}
