using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Resources;

/// <summary>A kind of thing that the tenant knows, as JSON: one table for the Management API, for seeds and for their schema.</summary>
/// <param name="blank">A new one of which nothing is set.</param>
/// <param name="remember">Remembers which members somebody has set.</param>
/// <param name="given">Which those are.</param>
/// <param name="members">The members, in the order in which they are read and written.</param>
internal sealed class Resource<T>(Func<T> blank, Func<T, IReadOnlySet<string>, T> remember, Func<T, IReadOnlySet<string>> given, params Member<T>[] members)
{
    private readonly T unset = blank();

    public ObjectShape ShapeFor(MemberUse use) =>
        new([.. members.Where(member => member.Use.HasFlag(use)).Select(member => new ObjectMember(member.Name, member.Shape)
        {
            IsRequired = member.IsRequired && use != MemberUse.Update,
            IsNullable = !member.IsRequired && use == MemberUse.Update,
        })])
        {
            Least = use == MemberUse.Update ? 1 : 0,
        };

    /// <summary>A new one; <paramref name="json"/> has the shape for it.</summary>
    public T Create(JsonElement json) => Change(blank(), json);

    /// <summary>A changed one; <paramref name="json"/> has the shape for it. Null puts back what a new one has.</summary>
    public T Change(T resource, JsonElement json)
    {
        var names = new HashSet<string>(given(resource));
        foreach (var member in members)
        {
            if (!json.TryGetProperty(member.Name, out var value))
                continue;
            var isCleared = value.ValueKind == JsonValueKind.Null;
            resource = member.Read(resource, isCleared ? Json.Element(member.Write(unset)) : value);
            _ = isCleared ? names.Remove(member.Name) : names.Add(member.Name);
        }

        return remember(resource, names);
    }

    /// <summary>What an answer shows: members that nobody has set are left out, unless they always have a value.</summary>
    public JsonObject Write(T resource, bool withSecrets = true) =>
        new(members.Where(member => withSecrets || !member.IsSecret).Where(member => IsShown(resource, member)).Select(member => KeyValuePair.Create(member.Name, member.Write(resource))));

    private bool IsShown(T resource, Member<T> member)
    {
        if (member.Write(resource) is not { } json)
            return false;
        return member.IsAlwaysShown
            || (member.Use != MemberUse.Seed && (given(resource).Contains(member.Name) || !JsonNode.DeepEquals(json, member.Write(unset))));
    }
}
