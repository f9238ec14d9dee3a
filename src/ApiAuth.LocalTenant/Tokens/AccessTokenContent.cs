namespace ApiAuth.LocalTenant.Tokens;

/// <summary>What was decided about a token before it is written in the API's dialect.</summary>
internal sealed record AccessTokenContent
{
    public required ResourceServer Api { get; init; }

    public required Client Client { get; init; }

    public required string Subject { get; init; }

    /// <summary>Null where the client acts for itself.</summary>
    public User? User { get; init; }

    public required IReadOnlyList<string> Scope { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }

    public required TimeSpan Lifetime { get; init; }

    /// <summary>The value of <c>gty</c>; null where the Auth0 dialects have none.</summary>
    public string? GrantKind { get; init; }

    /// <summary>Whether the token also opens the userinfo endpoint.</summary>
    public bool ForUserInfo { get; init; }
}

/// <summary>Tokens and what the token endpoint says about them (RFC 6749 §5.1).</summary>
internal sealed record IssuedToken(string AccessToken, TimeSpan Lifetime, IReadOnlyList<string> Scope)
{
    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    public override string ToString() => nameof(IssuedToken);
}
