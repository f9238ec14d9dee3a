using System.Security.Claims;
using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Runs the application's hooks: those registered for all schemes and those of this one, in order.</summary>
static class Hooks
{
    /// <summary>The first hook's refusal, or null and the claims that hooks added.</summary>
    public static async ValueTask<(AuthError? Error, List<Claim>? Added)> AcceptAsync(
        ApiAuthScheme scheme, AccessToken token, IServiceProvider services, HttpContext? http, CancellationToken cancellationToken)
    {
        var context = new AccessTokenHookContext(token, scheme.Name, http);
        foreach (var hook in InOrder(scheme, services))
        {
            var result = await hook.OnAcceptedAsync(context, cancellationToken);
            if (result.Reason is { } reason)
                return (new(reason) { Status = result.Status, Detail = result.Detail, Expected = $"the agreement of the hook {hook.GetType().Name}" }, null);
        }
        return (null, context.Added);
    }

    public static async ValueTask RefuseAsync(ApiAuthScheme scheme, AuthError error, int status, HttpContext http)
    {
        if (!scheme.HasHooks)
            return;
        var refusal = new AccessTokenRefusal(scheme.Name, error.Reason, error.Explanation, status, http);
        foreach (var hook in InOrder(scheme, http.RequestServices))
            await hook.OnRefusedAsync(refusal, http.RequestAborted);
    }

    private static IEnumerable<IAccessTokenHook> InOrder(ApiAuthScheme scheme, IServiceProvider services) =>
        services.GetServices<IAccessTokenHook>().Concat(services.GetKeyedServices<IAccessTokenHook>(scheme.Name)).OrderBy(hook => hook.Order);
}
