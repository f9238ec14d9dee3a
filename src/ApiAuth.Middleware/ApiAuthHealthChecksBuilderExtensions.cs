using ApiAuth.Middleware;
using ApiAuth.Middleware.Keys;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The health check of the signing keys.</summary>
public static class ApiAuthHealthChecksBuilderExtensions
{
    private static readonly string[] Tags = ["ready"];

    /// <summary>
    /// Adds the check <c>apiauth-keys</c>, tagged <c>ready</c>: Healthy while every issuer's keys are fresh, Degraded while one serves stale keys because fetches
    /// fail, Unhealthy while one has none. Reads <see cref="IApiAuthKeys"/> only; no probe causes a call.
    /// </summary>
    public static IHealthChecksBuilder AddApiAuthKeys(this IHealthChecksBuilder checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<KeysHealthCheck>("apiauth-keys", tags: Tags);
    }
}
