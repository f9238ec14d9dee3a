using System.Text.Json;
using ApiAuth.Middleware.Jws;

namespace ApiAuth.Middleware.Tokens;

/// <summary>
/// The scopes of a token: a space-separated string (RFC 6749 §3.3, RFC 8693 §4.2) or an array of strings, each one scope.
/// <c>scp</c> counts only where <c>scope</c> is absent; a value of another type is no scope.
/// </summary>
static class ScopeClaim
{
    public static string[] Read(JsonMembers claims)
    {
        if (!claims.TryGet("scope", out var value) && !claims.TryGet("scp", out value))
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return Distinct(value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return ClaimJson.IsArrayOfStrings(value) ? Distinct([.. value.EnumerateArray().Select(item => item.GetString()!).Where(IsScope)]) : [];
    }

    // An array's member that is empty or holds a space is no scope: "a b" in an array is one strange word, not two.
    private static bool IsScope(string word) => word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal);

    private static string[] Distinct(string[] words) => words.Length < 2 ? words : [.. words.Distinct(StringComparer.Ordinal)];
}
