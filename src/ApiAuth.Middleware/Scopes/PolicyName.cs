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
    private static readonly string[] Prefixes = [Scope, AnyScope, Permission, AnyPermission];

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

    /// <summary>A name that begins like one of ours, and asks for nothing or for what no token can have.</summary>
    public static bool IsMalformed([NotNullWhen(true)] string? name) =>
        name is not null && Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) && !TryParse(name, out _);

    private static string[]? Words(string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var words = name[prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && Array.TrueForAll(words, RequiredWords.IsWord) ? words : null;
    }

    private static string Join(string first, string[] more) => string.Join(' ', RequiredWords.Check(first, more));
}
