namespace ApiAuth.LocalTenant.Tokens;

internal static class ScopeString
{
    /// <summary>The scopes of a space-separated list (RFC 6749 §3.3), each once, in the order given.</summary>
    public static IReadOnlyList<string> Parse(string? scope) =>
        [.. (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Null for no scopes: an empty list is not a value (RFC 6749 §3.3).</summary>
    public static string? Write(IReadOnlyList<string> scope) => scope.Count > 0 ? string.Join(' ', scope) : null;
}
