using Microsoft.Extensions.Configuration;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Reads the names and descriptions of scopes. A configuration takes the colon of <c>geocode:location</c> for a step into a section, so the name is the whole path.
/// </summary>
static class ScopeSection
{
    public static Dictionary<string, string> Read(IConfigurationSection section)
    {
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in section.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            scopes[word] = "";
        foreach (var child in section.GetChildren())
            if (IsListItem(child))
                scopes[child.Value!.Trim()] = "";
            else
                Collect(child, child.Key, scopes);
        return scopes;
    }

    private static bool IsListItem(IConfigurationSection child) =>
        child.Value is not null && child.Key.All(char.IsAsciiDigit);

    private static void Collect(IConfigurationSection section, string name, Dictionary<string, string> scopes)
    {
        var children = section.GetChildren().ToArray();
        if (section.Value is not null || children.Length == 0)
            scopes[name.Trim()] = section.Value?.Trim() ?? "";
        foreach (var child in children)
            Collect(child, $"{name}:{child.Key}", scopes);
    }
}
