using ApiAuth.LocalTenant.Tokens;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>What a refresh token stands for (RFC 6749 §1.5). The tokens of one authorization are a family: they are revoked together.</summary>
internal sealed record RefreshToken
{
    public required UserAuthorization Authorization { get; init; }

    /// <summary>When the first of the family was issued.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this one was issued or exchanged last.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>When another one took its place; null where none did.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    public bool IsLive(RefreshTokenSettings settings, DateTimeOffset now) =>
        !(now - StartedAt >= settings.Lifetime) && !(now - UsedAt >= settings.IdleLifetime);
}
