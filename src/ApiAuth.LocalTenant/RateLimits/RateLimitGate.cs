using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.RateLimits;

/// <summary>Lets requests through as long as the tenant's <see cref="RateLimit"/> allows, and tells the caller where it stands.</summary>
internal sealed class RateLimitGate(TenantStore store, RequestQuotas quotas)
{
    /// <param name="context">The request, and its answer.</param>
    /// <param name="caller">Who is known to be asking: a stranger uses up nobody's requests.</param>
    public bool Admits(HttpContext context, string caller)
    {
        if (store.Current.Settings.RateLimit is not { } limit)
            return true;
        var standing = quotas.Take(caller, limit);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = standing.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = standing.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = EndOf(standing).ToString(CultureInfo.InvariantCulture);
        return standing.IsAllowed;
    }

    // Rounded up: whoever comes back at that second is let in.
    private static long EndOf(Standing standing) => (standing.EndsAt.ToUnixTimeMilliseconds() + 999) / 1000;
}
