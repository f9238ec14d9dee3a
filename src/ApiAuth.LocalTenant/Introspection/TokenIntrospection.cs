namespace ApiAuth.LocalTenant.Introspection;

/// <summary>What the tenant says about a token (RFC 7662 §2.2).</summary>
internal sealed record TokenIntrospection
{
    public static TokenIntrospection Inactive { get; } = new() { Active = false };

    public required bool Active { get; init; }

    public string? Scope { get; init; }

    public string? ClientId { get; init; }

    public string? Username { get; init; }

    public string? TokenType { get; init; }

    public long? Exp { get; init; }

    public long? Iat { get; init; }

    public string? Sub { get; init; }

    public IReadOnlyList<string>? Aud { get; init; }

    public string? Iss { get; init; }

    public string? Jti { get; init; }
}
