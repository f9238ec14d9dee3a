using Microsoft.Extensions.Configuration;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Reads the names and descriptions of scopes. A configuration takes the colon of <c>geocode:location</c> for a step into a section, so the name is the whole path.
/// </summary>
static class ScopeSection
{
    public static Dictionary<string, string> Read(IConfigurationSection section, Action<IConfigurationSection, string> problem)
    {
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in section.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            scopes[word] = "";
        foreach (var child in section.GetChildren())
            if (!child.Key.All(char.IsAsciiDigit))
                Collect(child, child.Key, scopes);
            else if (child.Value is { } name)
                scopes[name.Trim()] = "";
            else
                problem(child, "is no name; write the scopes as a list of names, or as names with their descriptions");
        return scopes;
    }

    private static void Collect(IConfigurationSection section, string name, Dictionary<string, string> scopes)
    {
        var children = section.GetChildren().ToArray();
        if (children.Length == 0 || IsThere(section))
            scopes[name.Trim()] = section.Value?.Trim() ?? "";
        foreach (var child in children)
            Collect(child, $"{name}:{child.Key}", scopes);
    }

    // A null for a description is a value too, unlike the null of a section that only leads to others.
    private static bool IsThere(IConfigurationSection section) =>
        section is ConfigurationSection known ? known.TryGetValue(key: null, out _) : section.Value is not null;
}
