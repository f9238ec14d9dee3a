using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Security.Tests.Fuzzing;

/// <summary>Damage to the meaning of a JSON object: other values, names, numbers, depth and size; the result is usually JSON still.</summary>
static class JsonMutations
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "0.5", "1e2", "1e308", "1e400", "-1e400", "9007199254740993", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "253402300799", "253402300800", "1795339571000", "1E+2", "0.1e-7", "1767229200.999999", "01", "+1", "1.", ".1", "NaN", "0x10",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "\"\"", "\" \"", "[]", "{}", "[null]", "[[]]", "[\"\"]", "{\"\":\"\"}", "\"https://tenant.test/\"", "\"urn:test-api\"", "[\"urn:test-api\"]", "[\"urn:test-api\",1]", "\"JWT\"", "\"none\"", "\"HS256\"", "\"RS256\"", "\"ES256\"", "\"at+jwt\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"\u202E\"", "\"test-key-1\"", "\"contacts\"", "{\"jkt\":\"x\"}",
    ];

    private static readonly string[] Names =
    [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "scp", "azp", "client_id", "nonce", "at_hash", "cnf", "permissions", "gty", "crit", "b64", "zip", "enc", "cty", "alg", "kid", "typ", "jwk", "jku", "x5u", "x5c", "x5t", "epk", "p2c", "", " ", "\\u0069ss", "Exp", "__proto__", "toString",
    ];

    private static readonly Func<string, Random, string>[] Mutations = [Set, Number, Remove, Rename, Double, Nest, Many, Long, Space, Text, Text];

    public static string Mutate(string json, Random random) => Mutations[random.Next(Mutations.Length)](json, random);

    private static string Set(string json, Random random) => With(json, random, _ => Values[random.Next(Values.Length)]);

    private static string Number(string json, Random random) => With(json, random, _ => Numbers[random.Next(Numbers.Length)]);

    private static string Nest(string json, Random random)
    {
        var depth = 1 << random.Next(12);
        return With(json, random, value => random.Next(2) == 0 ? $"{new string('[', depth)}{value}{new string(']', depth)}" : $"{string.Concat(Enumerable.Repeat("{\"a\":", depth))}{value}{new string('}', depth)}");
    }

    private static string Remove(string json, Random random)
    {
        var members = Members(json);
        if (members.Count > 0)
            members.RemoveAt(random.Next(members.Count));
        return Join(members);
    }

    private static string Rename(string json, Random random)
    {
        var members = Members(json);
        if (members.Count == 0)
            return json;
        var index = random.Next(members.Count);
        members[index] = (random.Next(3) == 0 ? members[index].Name.ToUpperInvariant() : Names[random.Next(Names.Length)], members[index].Value);
        return Join(members);
    }

    private static string Double(string json, Random random)
    {
        var members = Members(json);
        if (members.Count == 0)
            return json;
        var (name, value) = members[random.Next(members.Count)];
        members.Insert(random.Next(members.Count + 1), (random.Next(2) == 0 ? name : $"\\u{(int)name.FirstOrDefault('a'):x4}{name.Skip(1).Aggregate("", (text, letter) => text + letter)}", value));
        return Join(members);
    }

    private static string Many(string json, Random random)
    {
        var members = Members(json);
        var count = 1 << random.Next(12);
        for (var index = 0; index < count; index++)
            members.Add(($"m{index}", "1"));
        return Join(members);
    }

    private static string Long(string json, Random random) => With(json, random, _ => $"\"{new string('x', 1 << random.Next(15))}\"");

    private static string Space(string json, Random random)
    {
        var at = json.IndexOf(',', random.Next(json.Length));
        return at < 0 ? $" {json}\r\n" : json.Insert(at, new string(" \t\r\n\f\v\u00A0"[random.Next(7)], random.Next(1, 9)));
    }

    private static string Text(string json, Random random) => TextMutations.Mutate(json, random);

    // A member's value replaced, or a member with a telling name added.
    private static string With(string json, Random random, Func<string, string> value)
    {
        var members = Members(json);
        if (members.Count == 0 || random.Next(4) == 0)
            members.Add((Names[random.Next(Names.Length)], value("1")));
        else
        {
            var index = random.Next(members.Count);
            members[index] = (members[index].Name, value(members[index].Value));
        }
        return Join(members);
    }

    private static List<(string Name, string Value)> Members(string json)
    {
        try
        {
            return [.. JsonNode.Parse(json)!.AsObject().Select(member => (member.Key, member.Value?.ToJsonString() ?? "null"))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return [];
        }
    }

    private static string Join(IEnumerable<(string Name, string Value)> members) => $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}";
}
