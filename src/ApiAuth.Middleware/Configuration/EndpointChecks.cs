using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Looks at every endpoint once the pipeline is built, where the endpoints exist, and stops the start over what could only fail later.</summary>
sealed class EndpointChecks(HostSchemes schemes, IAuthorizationPolicyProvider policies, IOptions<AuthenticationOptions> authentication,
    IOptionsMonitor<ApiAuthOptions> options, IOptions<AuthorizationOptions> authorization, ILogger<EndpointChecks> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        if (application.ApplicationServices.GetService<EndpointDataSource>() is { } source)
            Check([.. source.Endpoints.SelectMany(endpoint => EndpointDemand.Of(endpoint, authorization.Value))]);
    };

    private void Check(IReadOnlyList<EndpointDemand> demands)
    {
        string[] failures = [.. demands.SelectMany(Failures).Distinct(StringComparer.Ordinal), .. ProviderFailure(demands)];
        if (failures.Length > 0)
            throw new OptionsValidationException(schemes.Names[0], typeof(ApiAuthOptions), failures);
        foreach (var demand in demands.Where(demand => demand is { AllowsAnonymous: true, HasRequirement: true }))
            StartLog.AnonymousOverridesScope(logger, demand.Where);
    }

    private IEnumerable<string> Failures(EndpointDemand demand)
    {
        var declaredBy = SchemesOf(demand).Select(options.Get).ToArray();
        var declared = declaredBy.SelectMany(scheme => scheme.Scopes.Keys).ToHashSet(StringComparer.Ordinal);
        if (Array.TrueForAll(declaredBy, scheme => scheme.Scopes.Count > 0))
            foreach (var scope in demand.Scopes.Where(scope => !declared.Contains(scope)))
                yield return $"{demand.Where} asks for the scope \"{scope}\", which {declaredBy[0].PathOf("Scopes")} does not list{Spelling.Suggest(scope, declared)}";
        foreach (var name in demand.Malformed)
            yield return $"{demand.Where} names the policy \"{name}\", which asks for no scope or permission. Write for example \"scope:read:contacts\".";
        if (demand is { HasRequirement: true, Schemes.Count: 0 } && schemes.Names.Count > 1 && !schemes.Names.Contains(DefaultScheme.Of(authentication.Value), StringComparer.Ordinal))
            yield return $"{demand.Where} asks for a scope or permission but not of which scheme, and the application's default scheme is none of {string.Join(", ", schemes.Names)}. Name one: [RequireScope(\"…\", AuthenticationSchemes = \"{schemes.Names[0]}\")].";
    }

    private IReadOnlyList<string> SchemesOf(EndpointDemand demand) =>
        demand.Schemes.Intersect(schemes.Names, StringComparer.Ordinal).ToArray() is { Length: > 0 } named ? named
        : DefaultScheme.Of(authentication.Value) is { } byDefault && schemes.Names.Contains(byDefault, StringComparer.Ordinal) ? [byDefault]
        : schemes.Names;

    // An application that registers a provider after ours and does not pass our names on would answer every scope with a 500.
    private IEnumerable<string> ProviderFailure(IReadOnlyList<EndpointDemand> demands)
    {
        if (policies is ScopePolicyProvider || !demands.Any(demand => demand.HasNamedRequirement))
            yield break;
        var asked = policies.GetPolicyAsync(PolicyName.ForScopes("probe", []));
#pragma warning disable RS0030 // The task has ended; a provider that needs longer is left to the first request.
        if (asked.IsCompletedSuccessfully && asked.Result?.Requirements.OfType<ScopeRequirement>().Any() != true)
#pragma warning restore RS0030
            yield return $"{policies.GetType().Name} was registered as IAuthorizationPolicyProvider after AddAuth0ApiAuthorization and does not know its policies. Register it before; names that are not ours are then passed on to it.";
    }
}
