using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware;

/// <summary>
/// Asks for an access token whose <c>permissions</c> (Auth0's RBAC) hold all of these, compared whole and in case. Scopes do not count.
/// Without them the answer is 403 <c>insufficient_scope</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirePermissionAttribute : AuthorizeAttribute
{
    /// <param name="permission">A permission, such as <c>delete:contacts</c>.</param>
    /// <param name="more">More permissions; all are needed.</param>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public RequirePermissionAttribute(string permission, params string[] more) => base.Policy = PolicyName.ForPermissions(permission, more);

    /// <summary>The requirement as a policy name: <c>permission:</c> and the permissions, separated by spaces.</summary>
    public new string? Policy => base.Policy;
}

/// <summary>Asks for an access token with at least one of these permissions; otherwise like <see cref="RequirePermissionAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireAnyPermissionAttribute : AuthorizeAttribute
{
    /// <param name="permission">A permission.</param>
    /// <param name="more">More permissions; one of all is enough.</param>
    /// <exception cref="ArgumentException">A permission is empty or holds white space.</exception>
    public RequireAnyPermissionAttribute(string permission, params string[] more) => base.Policy = PolicyName.ForAnyPermission(permission, more);

    /// <summary>The requirement as a policy name: <c>anypermission:</c> and the permissions, separated by spaces.</summary>
    public new string? Policy => base.Policy;
}
