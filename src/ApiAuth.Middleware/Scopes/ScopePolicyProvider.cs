using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Scopes;

/// <summary>
/// Policies by name: ours are read from the name, the others come from the application's own provider. Where the application declares a policy
/// with a name of ours, both hold.
/// </summary>
sealed class ScopePolicyProvider(
    [FromKeyedServices(typeof(ScopePolicyProvider))] IAuthorizationPolicyProvider application, IOptions<AuthorizationOptions> declared, ScopePolicySettings settings)
    : IAuthorizationPolicyProvider
{
    /// <summary>The application's own, which is asked for what is not ours.</summary>
    public IAuthorizationPolicyProvider Application => application;

    public bool AllowsCachingPolicies => application.AllowsCachingPolicies;

    public async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (PolicyName.TryParse(policyName, out var requirement))
            return declared.Value.GetPolicy(policyName) is { } own ? AuthorizationPolicy.Combine(own, Policy(requirement)) : Policy(requirement);
        return await application.GetPolicyAsync(policyName)
            ?? (settings.DeclaredScopes.Contains(policyName) ? Policy(new ScopeRequirement([policyName], any: false)) : null);
    }

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => application.GetDefaultPolicyAsync();

    public async Task<AuthorizationPolicy?> GetFallbackPolicyAsync()
    {
        var own = await application.GetFallbackPolicyAsync();
        if (!settings.RequireAuthenticatedByDefault)
            return own;
        var byDefault = Policy(new AuthenticatedWhereMatched());
        return own is null ? byDefault : AuthorizationPolicy.Combine(own, byDefault);
    }

    private AuthorizationPolicy Policy(IAuthorizationRequirement requirement) => new([requirement], settings.BoundSchemes);
}

/// <summary>What the front door knows about the host's schemes.</summary>
/// <param name="DeclaredScopes">The names in <c>options.Scopes</c> of all schemes.</param>
/// <param name="BoundSchemes">The scheme that our policies name, if the application's default scheme is another; otherwise empty.</param>
/// <param name="RequireAuthenticatedByDefault">Whether endpoints that say nothing need a token.</param>
sealed record ScopePolicySettings(IReadOnlySet<string> DeclaredScopes, IReadOnlyList<string> BoundSchemes, bool RequireAuthenticatedByDefault);
