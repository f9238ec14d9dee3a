namespace ApiAuth.LocalTenant;

/// <summary>One request that the tenant answered. Holds no secret, no token and nothing else that a caller wrote.</summary>
/// <param name="At">When it came.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">One of <see cref="TenantPaths"/>.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Duration">How long the answer took.</param>
/// <param name="ClientId">The client that asked; null where it is not known, or did not prove who it is where it has to.</param>
/// <param name="Error">The OAuth error code (RFC 6749 §4.1.2.1, §5.2); null for none.</param>
public sealed record RequestLogEntry(
    DateTimeOffset At,
    string Method,
    string Path,
    int Status,
    TimeSpan Duration,
    string? ClientId,
    string? Error);
