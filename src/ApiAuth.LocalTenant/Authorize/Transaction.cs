using ApiAuth.LocalTenant.OAuth;

namespace ApiAuth.LocalTenant.Authorize;

/// <summary>
/// A request that waits for its user. Only the parameters are kept: each step reads them anew, so that what changed in the tenant meanwhile counts.
/// </summary>
/// <param name="Parameters">What the client sent.</param>
/// <param name="Browser">The browser that brought the request; no other may go on with it.</param>
internal sealed record Transaction(OAuthParameters Parameters, string Browser)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    public const int MostAttempts = 10;

    /// <summary>How often a wrong password was given.</summary>
    public int Attempts { get; init; }

    /// <summary>The session that was started for this request; null where the user did not sign in for it.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the consent page showed, and to whom; null where it was not shown.</summary>
    public ShownConsent? Shown { get; init; }

    /// <summary>Whether the user allowed what the consent page showed.</summary>
    public bool HasConsented { get; init; }
}

/// <summary>What a user saw on the consent page.</summary>
internal sealed record ShownConsent(string UserId, IReadOnlyList<string> Scope)
{
    /// <summary>Whether this user saw all of these.</summary>
    public bool Covers(string userId, IEnumerable<string> scope) => userId == UserId && !scope.Except(Scope).Any();
}
