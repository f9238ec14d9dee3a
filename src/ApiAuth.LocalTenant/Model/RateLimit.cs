namespace ApiAuth.LocalTenant;

/// <summary>
/// How often one application may ask the token endpoint, and one user <c>/userinfo</c>. Answers tell where the caller stands by <c>X-RateLimit-Limit</c>,
/// <c>X-RateLimit-Remaining</c> and <c>X-RateLimit-Reset</c> (a Unix time in seconds); a request too many gets 429 <c>too_many_requests</c> (RFC 6585 §4).
/// </summary>
/// <param name="Requests">How many requests a window has. Range 1 to 1,000,000.</param>
/// <param name="Window">How long a window is, from its first request on. Range 1 second to 1 day.</param>
public sealed record RateLimit(int Requests, TimeSpan Window);
