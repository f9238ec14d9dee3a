using System.Collections.Frozen;

namespace ApiAuth.LocalTenant;

/// <summary>How the tenant as a whole behaves.</summary>
public sealed record TenantSettings
{
    /// <summary>What pages call the tenant. Default <c>Local tenant</c>.</summary>
    public string FriendlyName { get; init; } = "Local tenant";

    /// <summary>The API that a request without <c>audience</c> means; null for none.</summary>
    public string? DefaultAudience { get; init; }

    /// <summary>Whether the consent page shows each scope's description instead of what its name says (<c>read:posts</c>: "Posts: read your posts"). Default true.</summary>
    public bool UseScopeDescriptionsForConsent { get; init; } = true;

    /// <summary>Whether <c>resource</c> (RFC 8707) is understood. Default <see cref="ResourceParameterProfile.Audience"/>.</summary>
    public ResourceParameterProfile ResourceParameterProfile { get; init; } = ResourceParameterProfile.Audience;

    /// <summary>Where users may be sent to after a logout that names no client; compared exactly.</summary>
    public IReadOnlyList<string> AllowedLogoutUrls { get; init; } = [];

    /// <summary>How long a sign-in lasts at most. Default 7 days; range 1 minute to 365 days.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a sign-in lasts that nobody uses. Default 3 days; range 1 minute to 365 days.</summary>
    public TimeSpan IdleSessionLifetime { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Signs users in without the login page: the one that <c>login_hint</c> names by e-mail or user id, or the first one if there is no hint. Default false.
    /// </summary>
    public bool AutoLogin { get; init; }

    /// <summary>
    /// Whether a callback on this machine (<c>localhost</c>, <c>127.0.0.1</c>, a custom scheme) counts as verifiable, so that first-party applications there
    /// skip consent at APIs that allow it. Default false.
    /// </summary>
    public bool SkipConsentOnLocalhost { get; init; }

    /// <summary>Whether revoking a refresh token takes back the user's consent too. Default false.</summary>
    public bool RevokeGrantWithRefreshToken { get; init; }

    /// <summary>Serves and advertises <c>/oauth/introspect</c> (RFC 7662), which Auth0 does not have. Default false.</summary>
    public bool Introspection { get; init; }

    /// <summary>How many requests an application has at the token endpoint, and a user at <c>/userinfo</c>. Null, the default: as many as it likes.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>The answers on which the evidence about real tenants differs.</summary>
    public DoubtfulAnswers Doubtful { get; init; } = new();

    /// <summary>The members that a JSON document set, so that answers show them.</summary>
    internal IReadOnlySet<string> GivenMembers { get; init; } = FrozenSet<string>.Empty;
}

/// <summary>What the parameter <c>resource</c> means at <c>/authorize</c> and the token endpoint.</summary>
public enum ResourceParameterProfile
{
    /// <summary><c>audience</c>: it is ignored.</summary>
    Audience,

    /// <summary><c>compatibility</c>: it stands in for a missing <c>audience</c> (RFC 8707 §2).</summary>
    Compatibility,
}
