using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>A person who owns data in the APIs.</summary>
public sealed record User
{
    /// <summary><c>auth0|</c> and 24 hexadecimal digits, the <c>sub</c> of the user's tokens; made up when not given.</summary>
    public string UserId { get; init; } = Ids.NewUser();

    /// <summary>The e-mail address, which the user signs in with. Unique in the tenant, whatever its case.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the address is known to be the user's. Default true.</summary>
    public bool EmailVerified { get; init; } = true;

    /// <summary>The password of the login page, as it is: this is for development only. Null: the user cannot sign in there.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// Whether the user has to choose a new password after signing in, before any application gets an answer. Until then a request with <c>prompt=none</c>
    /// gets <c>interaction_required</c>. Default false.
    /// </summary>
    public bool MustChangePassword { get; init; }

    /// <summary>The full name.</summary>
    public string? Name { get; init; }

    /// <summary>The first name.</summary>
    public string? GivenName { get; init; }

    /// <summary>The last name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>The short name; null: the part of the e-mail address before the <c>@</c>.</summary>
    public string? Nickname { get; init; }

    /// <summary>The address of a picture.</summary>
    public string? Picture { get; init; }

    /// <summary>When the user was changed last; null for unknown.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What the user may do at the APIs that enforce policies.</summary>
    public IReadOnlyList<UserPermission> Permissions { get; init; } = [];

    /// <summary>Added to every access token and ID token about this user.</summary>
    public IReadOnlyList<CustomClaim> CustomClaims { get; init; } = [];

    /// <summary>Name and id; never the password.</summary>
    public override string ToString() => $"{Name ?? Email} ({UserId})";
}

/// <summary>A permission of a user at one API.</summary>
/// <param name="Audience">The identifier of the API.</param>
/// <param name="Value">One of the API's scopes.</param>
public sealed record UserPermission(string Audience, string Value);
