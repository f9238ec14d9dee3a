using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace ApiAuth.Middleware.Configuration;

/// <summary>What an endpoint, or a method of a hub, asks of its callers.</summary>
sealed class EndpointDemand
{
    private readonly TokenRequirement[] requirements;

    private EndpointDemand(string where, IReadOnlyList<IAuthorizeData> data, IEnumerable<AuthorizationPolicy> policies, bool allowsAnonymous, AuthorizationOptions authorization)
    {
        Where = where;
        AllowsAnonymous = allowsAnonymous;
        AuthorizationPolicy[] all = [.. policies, .. data.Select(item => item.Policy is { } name ? authorization.GetPolicy(name) : null).OfType<AuthorizationPolicy>()];
        var named = data.Select(item => PolicyName.TryParse(item.Policy, out var requirement) ? requirement : null).OfType<TokenRequirement>().ToArray();
        HasNamedRequirement = named.Length > 0;
        Malformed = [.. data.Select(item => item.Policy).Where(name => PolicyName.IsMalformed(name) && authorization.GetPolicy(name) is null).OfType<string>()];
        requirements = [.. named, .. all.SelectMany(policy => policy.Requirements.OfType<TokenRequirement>())];
        Schemes = [.. data.SelectMany(item => item.AuthenticationSchemes?.Split(',', StringSplitOptions.TrimEntries) ?? []), .. all.SelectMany(policy => policy.AuthenticationSchemes)];
    }

    /// <summary>Where it is asked, for a message.</summary>
    public string Where { get; }

    public bool AllowsAnonymous { get; }

    /// <summary>A scope or permission is asked for.</summary>
    public bool HasRequirement => requirements.Length > 0;

    /// <summary>One of them through a policy name of ours.</summary>
    public bool HasNamedRequirement { get; }

    /// <summary>Policy names that begin like ours and ask for nothing.</summary>
    public IReadOnlyList<string> Malformed { get; }

    /// <summary>The authentication schemes that are named.</summary>
    public IReadOnlyList<string> Schemes { get; }

    public IEnumerable<string> Scopes => requirements.OfType<ScopeRequirement>().SelectMany(requirement => requirement.Scopes);

    public static IEnumerable<EndpointDemand> Of(Endpoint endpoint, AuthorizationOptions authorization)
    {
        var name = endpoint.DisplayName ?? "An endpoint";
        var isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        yield return new(name, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>(), isAnonymous, authorization);
        foreach (var method in MethodsOf(endpoint.Metadata.GetMetadata<HubMetadata>()))
            yield return new($"{method.DeclaringType!.Name}.{method.Name} at {name}", [.. method.GetCustomAttributes<AuthorizeAttribute>(inherit: true)], [], allowsAnonymous: false, authorization);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A method that was trimmed away cannot be called, so what it asked for does not matter.")]
    private static MethodInfo[] MethodsOf(HubMetadata? hub) => hub?.HubType.GetMethods(BindingFlags.Instance | BindingFlags.Public) ?? [];
}
