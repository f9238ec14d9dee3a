namespace ApiAuth.Middleware.Errors;

/// <summary>
/// One refusal: the reason, and what a developer needs to understand it. <see cref="Expected"/> and <see cref="Found"/> hold only
/// what may be shown (iss, aud, alg, typ, kid, exp, nbf, iat, scope, or the name of a claim), as text for a person.
/// </summary>
sealed record AuthError(AuthErrorReason Reason)
{
    /// <summary>What would have passed: <c>aud "urn:organizer-api"</c>.</summary>
    public string? Expected { get; init; }

    /// <summary>What came instead: <c>aud "urn:worldmappers"</c>. Cleaned by <see cref="Printable"/> where it came from a token.</summary>
    public string? Found { get; init; }

    /// <summary>After how long it makes sense to ask again; with <see cref="AuthErrorReason.KeysUnavailable"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The status of <see cref="AuthErrorReason.RefusedByHook"/>: 403, or 401 if the hook says so.</summary>
    public int? Status { get; init; }

    /// <summary>What a hook says to the caller; the application's own words.</summary>
    public string? Detail { get; init; }

    /// <summary>Expected and found in one sentence.</summary>
    public string Explanation => (Expected, Found) switch
    {
        (null, null) => Reason.Code(),
        (var expected, null) => $"Expected {expected}.",
        (null, var found) => $"Found {found}.",
        var (expected, found) => $"Expected {expected}; found {found}.",
    };
}
