using ApiAuth.LocalTenant.Html.Forms;

namespace ApiAuth.LocalTenant.Dashboard.Tests;

/// <summary>The form for a test token, and the token when it was sent.</summary>
internal sealed record TestView
{
    public required LocalTenantSeed Seed { get; init; }

    public required ResourceServer Api { get; init; }

    public required Form Form { get; init; }

    /// <summary>Null before the form is sent.</summary>
    public DecodedToken? Token { get; init; }
}

/// <summary>A token with its parts in words.</summary>
internal sealed record DecodedToken
{
    public required string Token { get; init; }

    public required IReadOnlyList<ClaimRow> Header { get; init; }

    public required IReadOnlyList<ClaimRow> Payload { get; init; }

    /// <summary>The scopes that were asked for and left out.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Calls an API with the token.</summary>
    public required string Curl { get; init; }

    public override string ToString() => nameof(DecodedToken);
}

/// <summary>A member of a token.</summary>
/// <param name="Name">Such as <c>iss</c>.</param>
/// <param name="Value">Its JSON.</param>
/// <param name="Meaning">What it says, for people.</param>
internal sealed record ClaimRow(string Name, string Value, string Meaning);
