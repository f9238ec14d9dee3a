using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>Lets every scheme of an endpoint refuse before the refusal is logged and written once. What is done beyond that is the application's handler's.</summary>
sealed class RefusalResultHandler([FromKeyedServices(typeof(RefusalResultHandler))] IAuthorizationMiddlewareResultHandler application) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        !authorizeResult.Succeeded ? RefuseAsync(next, context, policy, authorizeResult)
        : context.GetEndpoint() is null ? PassAsync(next, context, policy, authorizeResult)
        : application.HandleAsync(next, context, policy, authorizeResult);

    private async Task PassAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        try
        {
            await application.HandleAsync(next, context, policy, authorizeResult);
        }
        finally
        {
            RoutedTooLate.Unmark(context);
        }
    }

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
