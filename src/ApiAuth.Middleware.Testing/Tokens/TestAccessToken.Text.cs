using System.Reflection;
using System.Text;
using System.Text.Json;
using ApiAuth.Middleware.Testing.Json;

namespace ApiAuth.Middleware.Testing;

public sealed partial record TestAccessToken
{
    private static readonly PropertyInfo[] Parts = typeof(TestAccessToken).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    // What differs from the valid token is its name in a table of cases.
    private bool PrintMembers(StringBuilder text)
    {
        var changes = Parts
            .Select(part => (part.Name, Value: part.GetValue(this), Valid: part.GetValue(Valid)))
            .Where(part => !Equals(part.Value, part.Valid))
            .Select(part => $"{part.Name} = {Show(part.Value)}");
        text.AppendJoin(", ", IsForged ? changes.Append("forged") : changes);
        return true;
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        IReadOnlyDictionary<string, object?> changes => string.Join(' ', changes.Select(change => $"{change.Key}:{(change.Value == JsonMembers.Absent ? "absent" : JsonSerializer.Serialize(change.Value))}")),
        IReadOnlyList<string> words => words.ToJsonArray().ToJsonString(),
        _ => $"{value}",
    };
}
