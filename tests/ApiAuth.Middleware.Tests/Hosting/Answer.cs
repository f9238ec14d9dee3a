using System.Net;
using System.Text.Json;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>A response, read whole.</summary>
sealed record Answer(HttpStatusCode Status, string[] Challenges, string? CacheControl, string? RetryAfter, string? ContentType, string Body)
{
    /// <summary>The one challenge; null if there is none.</summary>
    public string? Challenge => Challenges is [] ? null : Assert.Single(Challenges);

    /// <summary>A member of the problem; null if there is no such.</summary>
    public string? this[string member] =>
        ContentType == "application/problem+json" && JsonDocument.Parse(Body).RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>The problem's code; null if there is no problem.</summary>
    public string? Code => this["code"];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new(
                response.StatusCode,
                response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? [.. challenges] : [],
                response.Headers.CacheControl?.ToString(),
                response.Headers.TryGetValues("Retry-After", out var wait) ? wait.Single() : null,
                response.Content.Headers.ContentType?.MediaType,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
