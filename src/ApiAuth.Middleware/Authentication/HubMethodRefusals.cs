using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Authentication;

/// <summary>
/// A hub method that is refused has no HTTP response: SignalR tells the caller that it is unauthorized and nothing else, and the connection stays.
/// What is left to say is the one event in the log.
/// </summary>
/// <remarks>The evaluator is where the outcome of all requirements is known; a handler sees its own.</remarks>
sealed class HubMethodRefusals([FromKeyedServices(typeof(HubMethodRefusals))] IAuthorizationEvaluator application, RefusalLog log) : IAuthorizationEvaluator
{
    public AuthorizationResult Evaluate(AuthorizationHandlerContext context)
    {
        var result = application.Evaluate(context);
        if (result.Failure is { } failure && context.Resource is HubInvocationContext invocation && IsOurs(context))
            log.Write(invocation, Forbidden.Error(context.User, context.Requirements, failure));
        return result;
    }

    private static bool IsOurs(AuthorizationHandlerContext context) =>
        AccessToken.TryGet(context.User, out _) || context.Requirements.OfType<TokenRequirement>().Any();
}
