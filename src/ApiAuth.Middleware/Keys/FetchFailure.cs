using System.Text.Json;

namespace ApiAuth.Middleware.Keys;

/// <summary>Why a fetch brought no keys, in words for the person on call.</summary>
/// <param name="Outcome">A word for metrics: timeout, unreachable, status, document, issuer, no_usable_key.</param>
/// <param name="Message">One sentence with the URL, what happened, and the likely cause.</param>
/// <param name="RetryAfter">The issuer's own wish (RFC 9110 §10.2.3), with 429 and 503.</param>
/// <param name="Exception">What the network said, if it did.</param>
sealed record FetchFailure(string Outcome, string Message, TimeSpan? RetryAfter = null, Exception? Exception = null)
{
    public (string Outcome, string Message, Exception? Exception)? Told => (Outcome, Message, Exception);

    /// <summary>What an exception says of an address.</summary>
    public static FetchFailure Of(Exception exception, Uri asked) => exception is JsonException
        ? new("document", $"{asked.AbsoluteUri} did not send the JSON that was expected: {exception.Message}", Exception: exception)
        : new("unreachable", $"{asked.AbsoluteUri} cannot be reached: {Innermost(exception).Message.TrimEnd('.')}{LikelyCause(exception)}.", Exception: exception);

    private static string LikelyCause(Exception exception) => (exception as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "; the domain is probably misspelt, or this host has no DNS",
        HttpRequestError.ConnectionError => "; nobody listens there, or a firewall or a missing proxy stands in between",
        HttpRequestError.SecureConnectionError => "; its certificate is not trusted here, or a proxy presents its own",
        _ => "",
    };

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}

/// <summary>Keys, or the reason why there are none.</summary>
readonly record struct FetchResult(IReadOnlyList<SigningKey>? Keys, FetchFailure? Failure)
{
    public static implicit operator FetchResult(FetchFailure failure) => new(null, failure);
}
