namespace ApiAuth.Middleware.Keys;

/// <summary>Why a fetch brought no keys, in words for the person on call.</summary>
/// <param name="Outcome">A word for metrics: timeout, unreachable, status, document, issuer, no_usable_key.</param>
/// <param name="Message">One sentence with the URL, what happened, and the likely cause.</param>
/// <param name="RetryAfter">The issuer's own wish (RFC 9110 §10.2.3), with 429 and 503.</param>
/// <param name="Exception">What the network said, if it did.</param>
sealed record FetchFailure(string Outcome, string Message, TimeSpan? RetryAfter = null, Exception? Exception = null)
{
    public (string Outcome, string Message, Exception? Exception)? Told => (Outcome, Message, Exception);
}

/// <summary>Keys, or the reason why there are none.</summary>
readonly record struct FetchResult(IReadOnlyList<SigningKey>? Keys, FetchFailure? Failure)
{
    public static implicit operator FetchResult(FetchFailure failure) => new(null, failure);
}
