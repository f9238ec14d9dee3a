using System.Security.Claims;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Why a caller with a valid token may not do this, and which scopes to name (RFC 6750 §3.1).</summary>
/// <remarks>Scopes and permissions are held against the token again: what failed beside them does not hide them.</remarks>
static class Forbidden
{
    public static AuthError Error(ClaimsPrincipal user, AuthorizationPolicy? policy, AuthorizationFailure? failure)
    {
        AccessToken.TryGet(user, out var token);
        var unmet = Unmet(policy, token);
        if (unmet.OfType<ScopeRequirement>().ToArray() is { Length: > 0 } scopes)
            return new(AuthErrorReason.ScopeMissing) { Expected = string.Join(" and ", scopes.AsEnumerable()), Found = Describe("scope", token?.Scopes) };
        if (unmet.OfType<PermissionRequirement>().ToArray() is { Length: > 0 } permissions)
            return new(AuthErrorReason.PermissionMissing) { Expected = string.Join(" and ", permissions.AsEnumerable()), Found = DescribePermissions(token) };
        return new(AuthErrorReason.PolicyNotMet) { Expected = Describe(failure?.FailedRequirements.ToArray() ?? []) };
    }

    /// <summary>The endpoint's all-of scopes, then the first of each any-of that is not met, in order of declaration, without repetition; null if there are none.</summary>
    public static string? Scope(ClaimsPrincipal user, AuthorizationPolicy? policy)
    {
        AccessToken.TryGet(user, out var token);
        var unmet = Unmet(policy, token);
        if (policy is null || unmet.Length == 0)
            return null;
        var names = policy.Requirements.OfType<ScopeRequirement>().Where(requirement => !requirement.Any).SelectMany(requirement => requirement.Scopes)
            .Concat(unmet.OfType<ScopeRequirement>().Where(requirement => requirement.Any).Select(requirement => requirement.Scopes[0]))
            .Distinct(StringComparer.Ordinal);
        return string.Join(' ', names) is { Length: > 0 } scope ? scope : null;
    }

    private static TokenRequirement[] Unmet(AuthorizationPolicy? policy, AccessToken? token) =>
        [.. (policy?.Requirements ?? []).OfType<TokenRequirement>().Where(requirement => token is null || !requirement.IsMetBy(token))];

    private static string Describe(string name, IReadOnlyList<string>? found) => found is { Count: > 0 } ? $"{name} {Printable.Quoted(string.Join(' ', found))}" : $"no {name}";

    // Permissions are no claim that may be shown; whether there are any is.
    private static string DescribePermissions(AccessToken? token) =>
        token?.Permissions.Count > 0 ? "other permissions" : "no permissions; is RBAC with permissions in the token enabled for this API?";

    private static string Describe(IAuthorizationRequirement[] unmet) =>
        unmet.Length > 0 ? string.Join("; ", unmet.Select(requirement => requirement.ToString())) : "the agreement of the application's own code";
}
