using System.Diagnostics.CodeAnalysis;

namespace ApiAuth.Middleware.Scopes;

/// <summary>
/// Requirements as policy names, <c>scope:a b</c>, because a policy name is all that every part of ASP.NET Core reads of an attribute.
/// </summary>
static class PolicyName
{
    private const string Scope = "scope:";
    private const string AnyScope = "anyscope:";
    private const string Permission = "permission:";
    private const string AnyPermission = "anypermission:";

    public static string ForScopes(string first, string[] more) => Scope + Join(first, more);

    public static string ForAnyScope(string first, string[] more) => AnyScope + Join(first, more);

    public static string ForPermissions(string first, string[] more) => Permission + Join(first, more);

    public static string ForAnyPermission(string first, string[] more) => AnyPermission + Join(first, more);

    /// <summary>The requirement that a policy name stands for; false if the name is not of our form.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out TokenRequirement? requirement)
    {
        requirement = name is null ? null
            : Words(name, Scope) is { } scopes ? new ScopeRequirement(scopes, any: false)
            : Words(name, AnyScope) is { } anyScope ? new ScopeRequirement(anyScope, any: true)
            : Words(name, Permission) is { } permissions ? new PermissionRequirement(permissions, any: false)
            : Words(name, AnyPermission) is { } anyPermission ? new PermissionRequirement(anyPermission, any: true)
            : null;
        return requirement is not null;
    }

    private static string[]? Words(string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var words = name[prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? words : null;
    }

    private static string Join(string first, string[] more) => string.Join(' ', RequiredWords.Check(first, more));
}
