namespace ApiAuth.LocalTenant.Authorize;

/// <summary>A request to the authorization endpoint that broke no rule.</summary>
internal sealed record AuthorizationRequest
{
    public required ResponseTarget Target { get; init; }

    public required ResponseTypes Types { get; init; }

    /// <summary>Null where the token opens the userinfo endpoint only.</summary>
    public ResourceServer? Api { get; init; }

    /// <summary>What the client asked for; what it gets may be less.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>The value of <c>redirect_uri</c>, which the token request must repeat; null where there was none.</summary>
    public string? RedirectUri { get; init; }

    public string? Nonce { get; init; }

    /// <summary>RFC 7636 §4.2, made by S256; null for none.</summary>
    public string? CodeChallenge { get; init; }

    public Prompts Prompts { get; init; }

    /// <summary>How old the sign-in may be at most.</summary>
    public TimeSpan? MaxAge { get; init; }

    public string? LoginHint { get; init; }

    public Client Client => Target.Client;
}

/// <summary>Where the answer goes: known to be an address of the client.</summary>
/// <param name="Client">Who gets the answer.</param>
/// <param name="Callback">One of the client's callbacks.</param>
/// <param name="Mode">How the answer gets there.</param>
/// <param name="State">What the client wants back (RFC 6749 §4.1.1); null for nothing.</param>
internal sealed record ResponseTarget(Client Client, string Callback, ResponseMode Mode, string? State)
{
    public string Origin => new Uri(Callback).GetLeftPart(UriPartial.Authority);
}
