namespace ApiAuth.LocalTenant;

/// <summary>Asks for a user's token in code, as if the user had signed in to the client and consented.</summary>
public sealed record UserTokenRequest
{
    /// <summary>The <see cref="User.UserId"/>, which becomes <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The client that acts for the user.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identifier of the API. Null: the tenant's default audience, or an opaque token when it has none.</summary>
    public string? Audience { get; init; }

    /// <summary>
    /// The scopes asked for, space-separated. Scopes that do not exist, were not granted to the client or, where the API enforces policies,
    /// are not the user's permissions are left out silently; <c>openid profile email address phone</c> pass.
    /// </summary>
    public string? Scope { get; init; }

    /// <summary>Whether the browser receives the token directly, which gives it <see cref="ResourceServer.TokenLifetimeForWeb"/>. Default false.</summary>
    public bool ForWeb { get; init; }
}
