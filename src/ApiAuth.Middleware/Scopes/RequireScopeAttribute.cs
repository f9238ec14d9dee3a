using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware;

/// <summary>
/// Asks for an access token with all of these scopes (RFC 6749 §3.3), compared word by word and in case. On a class and on a method both hold.
/// Without the scopes the answer is 403 <c>insufficient_scope</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopeAttribute : AuthorizeAttribute
{
    /// <param name="scope">A scope, such as <c>read:contacts</c>.</param>
    /// <param name="more">More scopes; all are needed.</param>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public RequireScopeAttribute(string scope, params string[] more) => base.Policy = PolicyName.ForScopes(scope, more);

    /// <summary>The requirement as a policy name: <c>scope:</c> and the scopes, separated by spaces.</summary>
    public new string? Policy => base.Policy;
}

/// <summary>Asks for an access token with at least one of these scopes; otherwise like <see cref="RequireScopeAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireAnyScopeAttribute : AuthorizeAttribute
{
    /// <param name="scope">A scope; the first is the one that a refusal names.</param>
    /// <param name="more">More scopes; one of all is enough.</param>
    /// <exception cref="ArgumentException">A scope is empty or holds white space.</exception>
    public RequireAnyScopeAttribute(string scope, params string[] more) => base.Policy = PolicyName.ForAnyScope(scope, more);

    /// <summary>The requirement as a policy name: <c>anyscope:</c> and the scopes, separated by spaces.</summary>
    public new string? Policy => base.Policy;
}
