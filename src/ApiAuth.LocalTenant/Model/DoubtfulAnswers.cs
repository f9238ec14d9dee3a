namespace ApiAuth.LocalTenant;

/// <summary>
/// Answers that documents and users of real tenants report differently. Each default is what users see, where they say so; set the other one to try your
/// application with it.
/// </summary>
public sealed record DoubtfulAnswers
{
    /// <summary>The token endpoint about a wrong secret or an unknown client (401). Default <c>access_denied</c>, <c>Unauthorized</c>.</summary>
    public BadClientAnswer BadClient { get; init; }

    /// <summary>The status of <c>invalid_grant</c>: 403 (default) or 400.</summary>
    public int InvalidGrantStatus { get; init; } = 403;

    /// <summary>The code for a refresh token that is not good. Default <c>invalid_grant</c>.</summary>
    public BadRefreshTokenAnswer BadRefreshToken { get; init; }

    /// <summary><c>/authorize</c> about a client without client grant. Default: <c>invalid_request</c>, for strict third-party applications <c>unauthorized_client</c>.</summary>
    public MissingClientGrantAnswer MissingClientGrant { get; init; }

    /// <summary>The text for client credentials without client grant. Default the one of 2026.</summary>
    public MissingClientGrantText MissingClientGrantText { get; init; }

    /// <summary>Client credentials without audience. Default an error.</summary>
    public NoAudienceAnswer ClientCredentialsWithoutAudience { get; init; }

    /// <summary>Client credentials without <c>scope</c>. Default every scope of the client grant.</summary>
    public NoScopeAnswer ClientCredentialsWithoutScope { get; init; }

    /// <summary>The body of a 401 from <c>/userinfo</c>. Default <c>invalid_token</c>.</summary>
    public BadUserInfoTokenAnswer BadUserInfoToken { get; init; }

    /// <summary>The status of the page about a callback that does not match: 403 (default) or 400.</summary>
    public int CallbackMismatchStatus { get; init; } = 403;
}

/// <summary>See <see cref="DoubtfulAnswers.BadClient"/>.</summary>
public enum BadClientAnswer
{
    /// <summary><c>access_denied</c>, <c>Unauthorized</c>: what users see.</summary>
    AccessDenied,

    /// <summary><c>invalid_client</c>, <c>Client authentication failed</c>: what the documents say (RFC 6749 §5.2).</summary>
    InvalidClient,
}

/// <summary>See <see cref="DoubtfulAnswers.BadRefreshToken"/>.</summary>
public enum BadRefreshTokenAnswer
{
    /// <summary><c>invalid_grant</c>: what users see (RFC 6749 §5.2).</summary>
    InvalidGrant,

    /// <summary><c>access_denied</c>: what the oldest documents say.</summary>
    AccessDenied,
}

/// <summary>See <see cref="DoubtfulAnswers.MissingClientGrant"/>.</summary>
public enum MissingClientGrantAnswer
{
    /// <summary><c>unauthorized_client</c> for strict third-party applications, <c>invalid_request</c> for all others.</summary>
    ByParty,

    /// <summary><c>invalid_request</c> for all: what users see.</summary>
    InvalidRequest,

    /// <summary><c>unauthorized_client</c> for all: what the documents say.</summary>
    UnauthorizedClient,
}

/// <summary>See <see cref="DoubtfulAnswers.MissingClientGrantText"/>.</summary>
public enum MissingClientGrantText
{
    /// <summary>Names the client, as since 2026.</summary>
    NamesClient,

    /// <summary>Names the API and a documentation page, as until 2024.</summary>
    NamesDocumentation,
}

/// <summary>See <see cref="DoubtfulAnswers.ClientCredentialsWithoutAudience"/>.</summary>
public enum NoAudienceAnswer
{
    /// <summary>403 <c>access_denied</c>.</summary>
    Refused,

    /// <summary>An opaque token, as on some tenants.</summary>
    OpaqueToken,
}

/// <summary>See <see cref="DoubtfulAnswers.ClientCredentialsWithoutScope"/>.</summary>
public enum NoScopeAnswer
{
    /// <summary>Every scope of the client grant.</summary>
    AllOfGrant,

    /// <summary>No scope: the client has to ask.</summary>
    None,
}

/// <summary>See <see cref="DoubtfulAnswers.BadUserInfoToken"/>.</summary>
public enum BadUserInfoTokenAnswer
{
    /// <summary><c>invalid_token</c>: what the documents say (RFC 6750 §3.1).</summary>
    InvalidToken,

    /// <summary><c>unauthorized</c>, <c>invalid credentials</c>: what users saw in 2017.</summary>
    Unauthorized,
}
