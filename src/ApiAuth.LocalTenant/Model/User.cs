using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>A person who owns data in the APIs.</summary>
public sealed record User
{
    /// <summary><c>auth0|</c> and 24 hexadecimal digits, the <c>sub</c> of the user's tokens; made up when not given.</summary>
    public string UserId { get; init; } = Ids.NewUser();

    /// <summary>The e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>The full name.</summary>
    public string? Name { get; init; }

    /// <summary>What the user may do at the APIs that enforce policies.</summary>
    public IReadOnlyList<UserPermission> Permissions { get; init; } = [];
}

/// <summary>A permission of a user at one API.</summary>
/// <param name="Audience">The identifier of the API.</param>
/// <param name="Value">One of the API's scopes.</param>
public sealed record UserPermission(string Audience, string Value);
