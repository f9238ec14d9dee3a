using System.Collections.Frozen;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>An API as the tenant knows it: what tokens for it look like and which scopes exist.</summary>
public sealed record ResourceServer
{
    /// <summary>24 hexadecimal digits; made up when not given.</summary>
    public string Id { get; init; } = Ids.NewResourceServer();

    /// <summary>The audience of every token for this API. Unique in the tenant; compared exactly, case and trailing slash included.</summary>
    public required string Identifier { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Every scope that exists on this API.</summary>
    public IReadOnlyList<ApiScope> Scopes { get; init; } = [];

    /// <summary>How tokens for this API are signed. Default <see cref="SigningAlgorithm.RS256"/>.</summary>
    public SigningAlgorithm SigningAlgorithm { get; init; } = SigningAlgorithm.RS256;

    /// <summary>Life of a token. Default 24 hours; range 1 second to 30 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Life of a token that a browser receives directly (implicit and hybrid flows). Default 2 hours; range 1 second to 30 days.</summary>
    public TimeSpan TokenLifetimeForWeb { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Which claims tokens carry. Default <see cref="TokenDialect.AccessToken"/>.</summary>
    public TokenDialect TokenDialect { get; init; } = TokenDialect.AccessToken;

    /// <summary>Whether a user's scopes are cut down to the user's permissions (role-based access control). Default false.</summary>
    public bool EnforcePolicies { get; init; }

    /// <summary>Whether <c>offline_access</c> gives a refresh token. Default false.</summary>
    public bool AllowOfflineAccess { get; init; }

    /// <summary>Whether first-party applications with a verifiable callback (https, not on this machine) skip the consent page. Default false.</summary>
    public bool SkipConsentForVerifiableFirstPartyClients { get; init; }

    /// <summary>Added to every access token for this API.</summary>
    public IReadOnlyList<CustomClaim> CustomClaims { get; init; } = [];

    /// <summary>Which applications may get tokens on behalf of users. Default <see cref="UserAccessPolicy.AllowAll"/>.</summary>
    public UserAccessPolicy UserPolicy { get; init; } = UserAccessPolicy.AllowAll;

    /// <summary>Which applications may get tokens for themselves. Default <see cref="ClientAccessPolicy.RequireClientGrant"/>.</summary>
    public ClientAccessPolicy ClientPolicy { get; init; } = ClientAccessPolicy.RequireClientGrant;

    /// <summary>Whether it is the Management API, which nobody can change.</summary>
    internal bool IsSystem { get; init; }

    /// <summary>The members that a JSON document set, so that answers show them.</summary>
    internal IReadOnlySet<string> GivenMembers { get; init; } = FrozenSet<string>.Empty;
}

/// <summary>A scope of an API.</summary>
/// <param name="Value">The word in the token's <c>scope</c> claim (RFC 6749 §3.3).</param>
/// <param name="Description">What a consent page says about it.</param>
public sealed record ApiScope(string Value, string? Description = null);
