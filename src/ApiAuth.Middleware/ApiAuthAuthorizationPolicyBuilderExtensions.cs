using ApiAuth.Middleware.Scopes;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>Scopes and permissions in policies of the application's own.</summary>
public static class ApiAuthAuthorizationPolicyBuilderExtensions
{
    /// <summary>Adds the requirement of an access token with all of these scopes.</summary>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder builder, string scope, params string[] more) =>
        Add(builder, new ScopeRequirement(RequiredWords.Check(scope, more), any: false));

    /// <summary>Adds the requirement of an access token with one of these scopes.</summary>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public static AuthorizationPolicyBuilder RequireAnyScope(this AuthorizationPolicyBuilder builder, string scope, params string[] more) =>
        Add(builder, new ScopeRequirement(RequiredWords.Check(scope, more), any: true));

    /// <summary>Adds the requirement of an access token with all of these permissions.</summary>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public static AuthorizationPolicyBuilder RequirePermission(this AuthorizationPolicyBuilder builder, string permission, params string[] more) =>
        Add(builder, new PermissionRequirement(RequiredWords.Check(permission, more), any: false));

    /// <summary>Adds the requirement of an access token with one of these permissions.</summary>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public static AuthorizationPolicyBuilder RequireAnyPermission(this AuthorizationPolicyBuilder builder, string permission, params string[] more) =>
        Add(builder, new PermissionRequirement(RequiredWords.Check(permission, more), any: true));

    private static AuthorizationPolicyBuilder Add(AuthorizationPolicyBuilder builder, IAuthorizationRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRequirements(requirement);
    }
}
