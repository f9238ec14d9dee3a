using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>What an authorization code stands for (RFC 6749 §4.1.2).</summary>
internal sealed record AuthorizationCode
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>How long it is remembered, so that its reuse is noticed.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    public required UserAuthorization Authorization { get; init; }

    /// <summary>The <c>redirect_uri</c> of the request; null where there was none.</summary>
    public string? RedirectUri { get; init; }

    public string? CodeChallenge { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public bool IsUsed { get; init; }

    public bool IsGood(DateTimeOffset now) => !IsUsed && now < IssuedAt + Lifetime;
}
