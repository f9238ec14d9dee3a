using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// Keeps over what a request is refused, because a scheme that forbids is not told: neither by the authorization middleware, whichever result handler the
/// application has, nor by an authorization filter of MVC.
/// </summary>
sealed class RefusalPolicyEvaluator([FromKeyedServices(typeof(RefusalPolicyEvaluator))] IPolicyEvaluator application) : IPolicyEvaluator
{
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context) => application.AuthenticateAsync(policy, context);

    public Task<PolicyAuthorizationResult> AuthorizeAsync(AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var decision = application.AuthorizeAsync(policy, authenticationResult, context, resource);
#pragma warning disable RS0030 // The task has ended: the usual case costs no state machine.
        return decision is { IsCompletedSuccessfully: true, Result.Succeeded: true } ? decision : ConcernAsync(decision, policy, context);
#pragma warning restore RS0030
    }

    private static async Task<PolicyAuthorizationResult> ConcernAsync(Task<PolicyAuthorizationResult> decision, AuthorizationPolicy policy, HttpContext context)
    {
        var result = await decision;
        if (!result.Succeeded)
            Refusals.Of(context).Concern(policy, result.AuthorizationFailure);
        return result;
    }
}
