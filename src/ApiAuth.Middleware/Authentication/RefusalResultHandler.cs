using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Lets every scheme of an endpoint refuse before the refusal is logged and written once. What is done beyond that is the application's handler's.</summary>
sealed class RefusalResultHandler([FromKeyedServices(typeof(RefusalResultHandler))] IAuthorizationMiddlewareResultHandler application) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded
            ? application.HandleAsync(next, context, policy, authorizeResult)
            : RefuseAsync(next, context, policy, authorizeResult);

    private async Task RefuseAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var refusals = Refusals.Of(context);
        refusals.Defer();
        try
        {
            await application.HandleAsync(next, context, policy, authorizeResult);
        }
        catch
        {
            // An error page may run on this request, and be refused in its turn.
            refusals.Undefer();
            throw;
        }
        await refusals.EndAsync();
    }
}
