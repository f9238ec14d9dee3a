using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// Keeps over what a request is refused, because a scheme that forbids is not told: neither by the authorization middleware, whichever result handler the
/// application has, nor by an authorization filter of MVC.
/// </summary>
sealed class RefusalPolicyEvaluator(IPolicyEvaluator application) : IPolicyEvaluator
{
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context) => application.AuthenticateAsync(policy, context);

    public async Task<PolicyAuthorizationResult> AuthorizeAsync(AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var result = await application.AuthorizeAsync(policy, authenticationResult, context, resource);
        if (!result.Succeeded)
            Refusals.Of(context).Concern(policy, result.AuthorizationFailure);
        return result;
    }
}
