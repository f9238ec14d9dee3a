namespace ApiAuth.LocalTenant.Keys;

/// <summary>A key as the JWKS shows it (RFC 7517 §4).</summary>
internal sealed record PublishedKey
{
    public required string Kty { get; init; }

    public required string Use { get; init; }

    public required string N { get; init; }

    public required string E { get; init; }

    public required string Kid { get; init; }

    public required string X5t { get; init; }

    public required IReadOnlyList<string> X5c { get; init; }

    public string? Alg { get; init; }
}

/// <summary>A JWK Set (RFC 7517 §5).</summary>
internal sealed record PublishedKeySet(IReadOnlyList<PublishedKey> Keys);
