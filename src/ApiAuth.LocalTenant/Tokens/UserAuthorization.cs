using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant.Tokens;

/// <summary>What a user authorized a client to do: codes and tokens come of it.</summary>
internal sealed record UserAuthorization
{
    /// <summary>Everything that came of it is revoked by this.</summary>
    public string Id { get; } = Ids.NewSecret();

    public required string UserId { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The identifier of the API; null where the token opens the userinfo endpoint only.</summary>
    public string? Audience { get; init; }

    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>When the user signed in.</summary>
    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>Whether the client asked for the time of the sign-in.</summary>
    public bool TellsSignIn { get; init; }

    public string? SessionId { get; init; }

    public string? Nonce { get; init; }

    /// <summary>Whether the user had to consent, so that the tokens end with the consent.</summary>
    public bool NeededConsent { get; init; }

    /// <summary>The consent that the user gave, where one was needed: a later one revives no token of an earlier one.</summary>
    public string? ConsentId { get; init; }
}

/// <summary>An access token that only the tenant can read.</summary>
internal sealed record OpaqueToken(UserAuthorization Authorization, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
