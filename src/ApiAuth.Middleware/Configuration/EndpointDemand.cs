using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace ApiAuth.Middleware.Configuration;

/// <summary>What an endpoint, or a method of a hub, asks of its callers.</summary>
sealed class EndpointDemand
{
    private readonly TokenRequirement[] requirements;

    private EndpointDemand(string where, IReadOnlyList<IAuthorizeData> data, IEnumerable<AuthorizationPolicy> policies, bool allowsAnonymous, NamedPolicies names, EndpointDemand? hub = null)
    {
        (Where, IsHubMethod) = (where, hub is not null);
        AllowsAnonymous = allowsAnonymous;
        string[] asked = [.. data.Select(item => item.Policy).OfType<string>()];
        AuthorizationPolicy[] all = [.. policies, .. asked.Select(names.OfApplication).OfType<AuthorizationPolicy>()];
        TokenRequirement[] named = [.. asked.Select(names.Ours).OfType<TokenRequirement>()];
        HasNamedRequirement = named.Length > 0;
        UnknownPolicies = [.. asked.Where(name => names.Ours(name) is null && names.OfApplication(name) is null && !PolicyName.IsMalformed(name))];
        Malformed = [.. asked.Where(name => PolicyName.IsMalformed(name) && names.OfApplication(name) is null)];
        requirements = [.. named, .. all.SelectMany(policy => policy.Requirements.OfType<TokenRequirement>())];
        NamesSchemeInVain = hub is not null && data.Any(item => !string.IsNullOrWhiteSpace(item.AuthenticationSchemes));
        // SignalR reads no scheme of a method: the caller is who connected to the hub.
        Schemes = hub?.Schemes ?? [.. data.SelectMany(item => item.AuthenticationSchemes?.Split(',', StringSplitOptions.TrimEntries) ?? []), .. all.SelectMany(policy => policy.AuthenticationSchemes)];
    }

    /// <summary>Where it is asked, for a message.</summary>
    public string Where { get; }

    public bool IsHubMethod { get; }

    public bool AllowsAnonymous { get; }

    /// <summary>A hub method names a scheme, which SignalR does not look at.</summary>
    public bool NamesSchemeInVain { get; }

    /// <summary>A scope or permission is asked for.</summary>
    public bool HasRequirement => requirements.Length > 0;

    /// <summary>One of them through a policy name of ours.</summary>
    public bool HasNamedRequirement { get; }

    /// <summary>Names of policies that are neither ours nor among the application's options.</summary>
    public IReadOnlyList<string> UnknownPolicies { get; }

    /// <summary>Policy names that begin like ours and ask for nothing.</summary>
    public IReadOnlyList<string> Malformed { get; }

    /// <summary>The authentication schemes that are named.</summary>
    public IReadOnlyList<string> Schemes { get; }

    public IEnumerable<string> Scopes => requirements.OfType<ScopeRequirement>().SelectMany(requirement => requirement.Scopes);

    public static IEnumerable<EndpointDemand> Of(Endpoint endpoint, NamedPolicies names)
    {
        // The negotiation of a hub asks what the hub itself asks.
        if (endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null)
            yield break;
        var name = endpoint.DisplayName ?? "An endpoint";
        var isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var whole = new EndpointDemand(name, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>(), isAnonymous, names);
        yield return whole;
        foreach (var method in MethodsOf(endpoint.Metadata.GetMetadata<HubMetadata>()))
            yield return new($"{method.DeclaringType!.Name}.{method.Name} at {name}", [.. method.GetCustomAttributes<AuthorizeAttribute>(inherit: true)], [], allowsAnonymous: false, names, hub: whole);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A method that was trimmed away cannot be called, so what it asked for does not matter.")]
    private static MethodInfo[] MethodsOf(HubMetadata? hub) => hub?.HubType.GetMethods(BindingFlags.Instance | BindingFlags.Public) ?? [];
}

/// <summary>What a policy name can stand for: ours by its form, the application's own, or, where neither is, a scope that is declared. With a name of our form both hold.</summary>
sealed class NamedPolicies(AuthorizationOptions application, IReadOnlySet<string> declaredScopes)
{
    public TokenRequirement? Ours(string name) =>
        PolicyName.TryParse(name, out var requirement) ? requirement
        : OfApplication(name) is null && declaredScopes.Contains(name) ? new ScopeRequirement([name], any: false)
        : null;

    public AuthorizationPolicy? OfApplication(string name) => application.GetPolicy(name);
}
