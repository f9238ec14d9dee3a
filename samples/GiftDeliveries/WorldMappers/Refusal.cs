using System.Net;
using System.Text.RegularExpressions;

namespace GiftDeliveries.WorldMappers;

/// <summary>Turns what the API says when it refuses into a sentence that tells a person what to do.</summary>
static partial class Refusal
{
    public static async Task<Failure> ExplainAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var problem = await response.TryReadAsync<Problem>(cancellation);
        var said = Exchange.Printable(problem?.Detail ?? problem?.Title ?? $"{(int)response.StatusCode} {response.ReasonPhrase}");
        return new Failure(response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "World Mappers does not accept our token, not even a new one. Check GiftDeliveries:Audience and GiftDeliveries:Issuer.",
            HttpStatusCode.Forbidden => Forbidden(response),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => $"World Mappers asks us to come back later{Later(response)}.",
            _ => $"World Mappers cannot plan this delivery: {said}",
        });
    }

    static string Forbidden(HttpResponseMessage response)
    {
        var challenge = response.Headers.WwwAuthenticate.FirstOrDefault(header => string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase));
        var scope = Scope().Match(challenge?.Parameter ?? "").Groups["scope"].Value;
        return scope.Length > 0
            ? $"World Mappers knows us, but our token lacks the scope \"{Exchange.Printable(scope)}\". Whoever manages the API can add it to our client grant; we try nothing else."
            : "World Mappers knows us, but does not let us do this. Whoever manages the API can say what is missing; we try nothing else.";
    }

    static string Later(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } delay ? $", in {delay.TotalSeconds:0} seconds" : "";

    [GeneratedRegex("(?:^|[ ,])scope=\"(?<scope>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Scope();

    sealed record Problem(string? Title, string? Detail);
}
