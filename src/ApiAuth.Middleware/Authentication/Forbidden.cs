using System.Security.Claims;
using System.Text.Json;
using ApiAuth.Middleware.Errors;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Why a caller with a valid token may not do this, and which scopes to name (RFC 6750 §3.1).</summary>
/// <remarks>Scopes and permissions are held against the token again: what failed beside them does not hide them.</remarks>
static class Forbidden
{
    private const string NoToken = "no access token";

    public static AuthError Error(ClaimsPrincipal user, IEnumerable<IAuthorizationRequirement> asked, AuthorizationFailure? failure)
    {
        AccessToken.TryGet(user, out var token);
        var unmet = Unmet(asked, token);
        if (unmet.OfType<ScopeRequirement>().ToArray() is { Length: > 0 } scopes)
            return new(AuthErrorReason.ScopeMissing) { Expected = string.Join(" and ", scopes.AsEnumerable()), Found = DescribeScopes(token) };
        if (unmet.OfType<PermissionRequirement>().ToArray() is { Length: > 0 } permissions)
            return new(AuthErrorReason.PermissionMissing) { Expected = string.Join(" and ", permissions.AsEnumerable()), Found = DescribePermissions(token) };
        return new(AuthErrorReason.PolicyNotMet) { Expected = Describe(failure?.FailedRequirements.ToArray() ?? []) };
    }

    /// <summary>The all-of scopes, then the first of each any-of that is not met, in order of declaration, without repetition; null if there are none.</summary>
    public static string? Scope(ClaimsPrincipal user, IReadOnlyList<IAuthorizationRequirement> asked)
    {
        AccessToken.TryGet(user, out var token);
        var unmet = Unmet(asked, token);
        if (unmet.Length == 0)
            return null;
        var names = asked.OfType<ScopeRequirement>().Where(requirement => !requirement.Any).SelectMany(requirement => requirement.Scopes)
            .Concat(unmet.OfType<ScopeRequirement>().Where(requirement => requirement.Any).Select(requirement => requirement.Scopes[0]))
            .Distinct(StringComparer.Ordinal);
        return string.Join(' ', names) is { Length: > 0 } scope ? scope : null;
    }

    private static TokenRequirement[] Unmet(IEnumerable<IAuthorizationRequirement> asked, AccessToken? token) =>
        [.. asked.OfType<TokenRequirement>().Where(requirement => token is null || !requirement.IsMetBy(token))];

    private static string DescribeScopes(AccessToken? token) => token switch
    {
        null => NoToken,
        { Scopes.Count: 0 } => "no scope",
        _ => $"scope {Printable.Quoted(string.Join(' ', token.Scopes))}",
    };

    // Permissions are no claim that may be shown; whether there are any is.
    private static string DescribePermissions(AccessToken? token)
    {
        if (token is null)
            return NoToken;
        if (!token.Claims.TryGetProperty("permissions", out var claim))
            return "no permissions claim (is RBAC enabled for the API?)";
        if (token.Permissions.Count > 0)
            return "other permissions";
        return claim.ValueKind == JsonValueKind.Array && claim.GetArrayLength() == 0 ? "no permissions" : "permissions that are no array of strings";
    }

    private static string Describe(IAuthorizationRequirement[] unmet) =>
        unmet.Length > 0 ? string.Join("; ", unmet.Select(requirement => requirement.ToString())) : "the agreement of the application's own code";
}
