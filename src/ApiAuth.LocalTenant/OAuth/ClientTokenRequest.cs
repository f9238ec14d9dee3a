namespace ApiAuth.LocalTenant;

/// <summary>Asks for an application's own token in code, as by client credentials but without its secret.</summary>
public sealed record ClientTokenRequest
{
    /// <summary>The application, which becomes <c>sub</c> with <c>@clients</c> after it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identifier of the API. Null: the tenant's default audience.</summary>
    public string? Audience { get; init; }

    /// <summary>The scopes asked for, space-separated; all of them must be in the client grant. Null: every scope of it.</summary>
    public string? Scope { get; init; }
}
