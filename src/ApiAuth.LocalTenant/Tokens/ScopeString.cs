namespace ApiAuth.LocalTenant.Tokens;

internal static class ScopeString
{
    /// <summary>The scopes of a space-separated list (RFC 6749 §3.3), each once, in the order given.</summary>
    public static IReadOnlyList<string> Parse(string? scope) =>
        [.. (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
