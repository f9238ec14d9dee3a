using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>A member of a resource as JSON: its name, what it may be, and how it is read and written.</summary>
/// <param name="Name">The name in JSON.</param>
/// <param name="Shape">What it may be.</param>
/// <param name="Write">The JSON of a resource's member; null: it has none.</param>
/// <param name="Read">The resource with this member changed; the JSON is null or has the shape.</param>
internal sealed record Member<T>(string Name, JsonShape Shape, Func<T, JsonNode?> Write, Func<T, JsonElement, T> Read)
{
    /// <summary>Where it can be written. Default everywhere.</summary>
    public MemberUse Use { get; init; } = MemberUse.Anywhere;

    public bool IsRequired { get; init; }

    /// <summary>Whether it is shown even though nobody has set it.</summary>
    public bool IsAlwaysShown { get; init; }

    /// <summary>Whether only some callers may see it.</summary>
    public bool IsSecret { get; init; }

    public static Member<T> Text(string name, string description, Func<T, string?> get, Func<T, string?, T> set, int least = 0, int most = int.MaxValue, string forbidden = "") => new(
        name,
        new TextShape(least, most) { Description = description, Forbidden = forbidden },
        resource => get(resource) is { } text ? JsonValue.Create(text) : null,
        (resource, json) => set(resource, json.GetString()));

    public static Member<T> Texts(string name, string description, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set, JsonShape? item = null) => new(
        name,
        new ListShape(item ?? new TextShape(1)) { Description = description },
        resource => Json.Array(get(resource)),
        (resource, json) => set(resource, Json.Texts(json)));

    public static Member<T> Flag(string name, string description, Func<T, bool> get, Func<T, bool, T> set) => new(
        name,
        new FlagShape { Description = description },
        resource => JsonValue.Create(get(resource)),
        (resource, json) => set(resource, json.GetBoolean()));

    /// <summary>A member that Auth0 has and whose other value the tenant does not implement.</summary>
    public static Member<T> Always(string name, bool value, string description) => new(
        name,
        new FlagShape { Description = description, Only = value },
        _ => JsonValue.Create(value),
        (resource, _) => resource);

    public static Member<T> Choice<TWord>(string name, string description, Func<T, TWord?> get, Func<T, TWord, T> set)
        where TWord : struct, Enum => new(
        name,
        new ChoiceShape(Words.All<TWord>()) { Description = description },
        resource => get(resource) is { } word ? JsonValue.Create(Words.Of(word)) : null,
        (resource, json) => json.GetString() is { } word ? set(resource, Words.Parse<TWord>(word)) : resource);

    /// <summary>A duration in whole units.</summary>
    public static Member<T> Duration(string name, string description, TimeSpan unit, Func<T, TimeSpan> get, Func<T, TimeSpan, T> set, long least, long most) => new(
        name,
        new WholeNumberShape(least, most) { Description = description },
        resource => JsonValue.Create((long)(get(resource) / unit)),
        (resource, json) => set(resource, json.GetInt64() * unit));

    /// <summary>An object whose members lie in the resource itself. Members that are not given keep their value.</summary>
    public static Member<T> Nested(string name, string description, params Member<T>[] members) => new(
        name,
        new ObjectShape([.. members.Select(member => new ObjectMember(member.Name, member.Shape))]) { Description = description },
        resource => new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Write(resource)))),
        (resource, json) => Json.Fold(members, resource, json));

    public Member<T> Required() => this with { IsRequired = true };

    public Member<T> AlwaysShown() => this with { IsAlwaysShown = true };

    public Member<T> Secret() => this with { IsSecret = true };

    public Member<T> In(MemberUse use) => this with { Use = use };
}

/// <summary>Where a member can be written.</summary>
[Flags]
internal enum MemberUse
{
    Nowhere = 0,
    Seed = 1,
    Create = 2,
    Update = 4,
    Anywhere = Seed | Create | Update,
}
