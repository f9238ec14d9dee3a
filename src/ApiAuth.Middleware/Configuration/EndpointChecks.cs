using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Looks at every endpoint once the pipeline is built, where the endpoints exist, and stops the start over what could only fail later.</summary>
sealed class EndpointChecks(HostSchemes schemes, IAuthorizationPolicyProvider policies, ScopePolicySettings settings, IOptions<AuthenticationOptions> authentication,
    IOptionsMonitor<ApiAuthOptions> options, IOptions<AuthorizationOptions> authorization, PipelineOrder order, ILogger<EndpointChecks> logger) : IStartupFilter
{
    // Only the framework's own provider is known to have no other policies than its options.
    private bool KnowsAllPolicies => policies is ScopePolicyProvider { Application: DefaultAuthorizationPolicyProvider application } && application.GetType() == typeof(DefaultAuthorizationPolicyProvider);

    private bool DefaultIsForeign => !DefaultScheme.IsOurs(authentication.Value, schemes) && !DefaultScheme.Forwards(authentication.Value);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        order.Look(application);
        var names = new NamedPolicies(authorization.Value, settings.DeclaredScopes);
        if (application.ApplicationServices.GetService<EndpointDataSource>() is { } source)
            Check([.. source.Endpoints.SelectMany(endpoint => EndpointDemand.Of(endpoint, names))]);
    };

    private void Check(IReadOnlyList<EndpointDemand> demands)
    {
        string[] failures =
        [
            .. demands.SelectMany(UnknownScopes).Distinct(StringComparer.Ordinal),
            .. demands.SelectMany(PolicyNames).Distinct(StringComparer.Ordinal),
            .. demands.Where(demand => demand.NamesSchemeInVain).Select(demand => $"{demand.Where} names an authentication scheme, which SignalR does not look at on a method: the token of any scheme of the hub would pass. Name it on the hub's class or on MapHub."),
            .. DefaultIsForeign ? WhoseToken(demands) : [],
            .. new PolicyProviderRules(policies, settings).Failures(demands),
        ];
        if (failures.Length > 0)
            throw new OptionsValidationException(schemes.Names[0], typeof(ApiAuthOptions), failures);
        foreach (var demand in demands.Where(demand => demand is { AllowsAnonymous: true, HasRequirement: true }))
            StartLog.AnonymousOverridesScope(logger, demand.Where);
    }

    private IEnumerable<string> UnknownScopes(EndpointDemand demand)
    {
        var declaredBy = SchemesOf(demand).Select(options.Get).ToArray();
        if (!Array.TrueForAll(declaredBy, scheme => scheme.Scopes.Count > 0))
            yield break;
        var declared = declaredBy.SelectMany(scheme => scheme.Scopes.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var scope in demand.Scopes.Where(scope => !declared.Contains(scope)))
            yield return $"{demand.Where} asks for the scope \"{scope}\", which {declaredBy[0].PathOf("Scopes")} does not list{Spelling.Suggest(scope, declared)}";
    }

    // [Authorize("contcts")], [Authorize("scope:")]: every request would end in a 500.
    private IEnumerable<string> PolicyNames(EndpointDemand demand)
    {
        foreach (var name in demand.Malformed)
            yield return $"{demand.Where} names the policy \"{name}\", which asks for no scope or permission. Write for example \"scope:read:contacts\".";
        if (settings.DeclaredScopes.Count > 0 && KnowsAllPolicies)
            foreach (var name in demand.UnknownPolicies)
                yield return $"{demand.Where} asks for the policy \"{name}\", which is no policy of the application and no scope of {options.Get(schemes.Names[0]).PathOf("Scopes")}{Spelling.Suggest(name, settings.DeclaredScopes)}";
    }

    private IEnumerable<string> WhoseToken(IEnumerable<EndpointDemand> demands)
    {
        var hasSeveral = schemes.Names.Count > 1;
        var none = $"because the application's default scheme is not one of {string.Join(", ", schemes.Names)}";
        // With one scheme of ours a requirement by name brings it along; one within a policy of the application does not.
        foreach (var demand in demands.Where(demand => demand is { HasRequirement: true, Schemes.Count: 0 } && (hasSeveral || !demand.HasNamedRequirement)))
            yield return $"{demand.Where} asks for a scope or permission but does not say of which scheme, {none}. "
                + (demand.IsHubMethod ? "Name one on the hub: [Authorize(" : "Name one: [RequireScope(\"…\", ") + $"AuthenticationSchemes = \"{schemes.Names[0]}\")].";
        if (settings.RequireAuthenticatedByDefault && hasSeveral)
            yield return $"RequireAuthenticatedByDefault() cannot say of which scheme, {none}. Make one of them the default: AddAuthentication(\"{schemes.Names[0]}\").";
    }

    private IReadOnlyList<string> SchemesOf(EndpointDemand demand) =>
        demand.Schemes.Intersect(schemes.Names, StringComparer.Ordinal).ToArray() is { Length: > 0 } named ? named
        : DefaultScheme.Of(authentication.Value) is { } byDefault && schemes.Contains(byDefault) ? [byDefault]
        : schemes.Names;
}
