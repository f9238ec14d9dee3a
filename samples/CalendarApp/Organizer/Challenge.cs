using System.Text.RegularExpressions;

namespace CalendarApp.Organizer;

/// <summary>What an API says when it refuses.</summary>
static partial class Challenge
{
    /// <summary>The scope in <c>WWW-Authenticate</c>, RFC 6750 section 3.</summary>
    public static string? MissingScope(HttpResponseMessage response) => response.Headers.WwwAuthenticate
        .Where(challenge => string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        .Select(challenge => Scope().Match(challenge.Parameter ?? ""))
        .FirstOrDefault(match => match.Success)?.Groups["scope"].Value;

    /// <summary>The title of the problem, RFC 9457.</summary>
    public static async Task<string?> TitleAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        return (await response.Content.ReadFromJsonAsync<Problem>(cancellation))?.Title;
    }

    [GeneratedRegex("(?:^|[ ,])scope=\"(?<scope>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Scope();

    private sealed record Problem(string? Title);
}
