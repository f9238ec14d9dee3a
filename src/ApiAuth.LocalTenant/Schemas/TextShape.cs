using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.LocalTenant.Schemas;

/// <summary>A string of so many characters.</summary>
internal sealed record TextShape(int Least = 0, int Most = int.MaxValue) : JsonShape("string")
{
    /// <summary>Characters that the text must not have.</summary>
    public string Forbidden { get; init; } = "";

    public override string Advice => $"Write a text{Length}{(Forbidden.Length > 0 ? $" without {string.Join(" and ", Forbidden.AsEnumerable())}" : "")}.";

    private string Length => (Least, Most) switch
    {
        (0, int.MaxValue) => "",
        (_, int.MaxValue) => $" of at least {Least} character{(Least == 1 ? "" : "s")}",
        (0, _) => $" of at most {Most} characters",
        _ => $" of {Least} to {Most} characters",
    };

    public override JsonObject Describe()
    {
        var schema = base.Describe();
        if (Least > 0)
            schema["minLength"] = Least;
        if (Most < int.MaxValue)
            schema["maxLength"] = Most;
        if (Forbidden.Length > 0)
            schema["pattern"] = Pattern;
        return schema;
    }

    protected override SchemaProblem? Inspect(JsonElement value, string path)
    {
        var text = value.GetString()!;
        if (text.Length < Least)
            return Problem(path, $"String is too short ({text.Length} chars), minimum {Least}");
        if (text.Length > Most)
            return Problem(path, $"String is too long ({text.Length} chars), maximum {Most}");
        foreach (var control in text.Where(IsControl))
            return Problem(path, $"String has the control character U+{(int)control:X4}");
        return text.AsSpan().IndexOfAny(Forbidden) >= 0 ? Problem(path, $"String does not match pattern {Pattern}: {text}") : null;
    }

    // A PEM has lines, and so has a description.
    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\t' or '\n' or '\r');

    private string Pattern => $"^[^{Forbidden}]*$";
}
