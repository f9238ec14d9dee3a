using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Demo.Matrix;

/// <summary>What an API says: the status, the <c>code</c> of the problem, and <c>WWW-Authenticate</c> without its description, which is for people.</summary>
sealed partial record Answer(int Status, string? Code = null, string? Challenge = null)
{
    public static Answer Ok { get; } = new(200);

    public static Answer TokenMissing { get; } = new(401, "token_missing", "Bearer realm=\"api\"");

    public static Answer Invalid(string code) => new(401, code, "Bearer realm=\"api\", error=\"invalid_token\"");

    public static Answer Lacks(string scope) => new(403, "scope_missing", $"Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"{scope}\"");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new((int)response.StatusCode, await CodeAsync(response, cancellation), ChallengeOf(response));

    /// <summary>How this differs from what was expected; null where it does not.</summary>
    public string? DifferenceFrom(Answer expected) => this == expected
        ? null
        : string.Join("; ", Differences(expected));

    private IEnumerable<string> Differences(Answer expected)
    {
        if (Status != expected.Status)
            yield return $"{Status} instead of {expected.Status}";
        if (Code != expected.Code)
            yield return $"{Code ?? "no code"} instead of {expected.Code ?? "none"}";
        if (Challenge != expected.Challenge)
            yield return $"WWW-Authenticate is {Challenge ?? "absent"} instead of {expected.Challenge ?? "absent"}";
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).TryGetProperty("code", out var code)
            ? code.GetString()
            : null;

    private static string? ChallengeOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? Description().Replace(string.Join(", ", values), "") : null;

    [GeneratedRegex(", error_description=\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Description();
}
