namespace ApiAuth.Middleware.Testing.Issuers;

/// <summary>Which issuer a scheme of the app under test trusts.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Issuers">Its names, at least one.</param>
internal sealed record TrustedIssuer(string Scheme, IReadOnlyList<string> Issuers)
{
    internal string? Audience { get; init; }

    internal Uri? MetadataAddress { get; init; }

    internal Uri? JwksUri { get; init; }

    internal string? Algorithm { get; init; }

    internal required TestTokenProfile Profile { get; init; }

    internal required TimeProvider TimeProvider { get; init; }
}
