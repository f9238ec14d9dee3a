namespace ApiAuth.Middleware;

/// <summary>How refusals are written.</summary>
public sealed class ChallengeOptions
{
    /// <summary>The <c>realm</c> of <c>WWW-Authenticate</c> (RFC 9110 §11.5). Default <c>api</c>; printable ASCII without quotes and backslashes.</summary>
    public string Realm { get; set; } = "api";

    /// <summary>Whether refusals carry an <c>application/problem+json</c> body (RFC 9457). Default true.</summary>
    public bool ProblemDetails { get; set; } = true;
}
