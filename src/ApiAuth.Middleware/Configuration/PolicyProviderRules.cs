using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// A provider that the application registers after ours must pass our policies on: without the named ones every scope is a 500, without the fallback
/// <c>RequireAuthenticatedByDefault</c> is void.
/// </summary>
sealed class PolicyProviderRules(IAuthorizationPolicyProvider policies, ScopePolicySettings settings)
{
    public IEnumerable<string> Failures(IEnumerable<EndpointDemand> demands)
    {
        if (policies is ScopePolicyProvider)
            yield break;
        var lacksNames = demands.Any(demand => demand.HasNamedRequirement) && Lacks<ScopeRequirement>(policies.GetPolicyAsync(PolicyName.ForScopes("probe", [])));
        var lacksFallback = settings.RequireAuthenticatedByDefault && Lacks<AuthenticatedWhereMatched>(policies.GetFallbackPolicyAsync());
        if (lacksNames || lacksFallback)
            yield return $"{policies.GetType().Name} was registered as IAuthorizationPolicyProvider after AddAuth0ApiAuthorization and does not know its policies. Register it before; names that are not ours are then passed on to it.";
    }

#pragma warning disable RS0030 // The task has ended; what a provider does that needs longer cannot be known here.
    private static bool Lacks<TRequirement>(Task<AuthorizationPolicy?> asked) =>
        asked.IsCompletedSuccessfully && asked.Result?.Requirements.OfType<TRequirement>().Any() != true;
#pragma warning restore RS0030
}
