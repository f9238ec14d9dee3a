using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ApiAuth.Middleware.Jws;

/// <summary>Names of members, each with its place.</summary>
sealed class MemberNames
{
    private readonly FrozenDictionary<string, int> places;
    private readonly (byte[] Name, int Place)[][] byLength;

    public MemberNames(params string[] names)
    {
        places = names.Index().ToFrozenDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        byLength = [.. Enumerable.Range(0, names.Max(name => name.Length) + 1).Select(length => names.Index()
            .Where(name => name.Item.Length == length)
            .Select(name => (Encoding.ASCII.GetBytes(name.Item), name.Index)).ToArray())];
    }

    public int Count => places.Count;

    public int PlaceOf(string name) => places[name];

    /// <summary>The place of the member's name; null if it is none of these.</summary>
    public int? Find(JsonProperty member)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(member);
        if (written.Contains((byte)'\\'))
            return places.TryGetValue(member.Name, out var place) ? place : null;
        if (written.Length >= byLength.Length)
            return null;
        foreach (var known in byLength[written.Length])
            if (written.SequenceEqual(known.Name))
                return known.Place;
        return null;
    }
}
