using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Authentication;

/// <summary>One event per refusal, with the reason's own id: what was asked, what was expected, what was found, what to change.</summary>
sealed class RefusalLog(ILogger<RefusalLog> logger, RefusalEvents events)
{
    public void Write(HttpContext context, Refusal refusal)
    {
        var error = refusal.Error;
        var level = events.LevelOf(error.Reason);
        if (!logger.IsEnabled(level))
            return;
#pragma warning disable CA1848, CA2254 // The event id depends on the reason, which a generated log method cannot express.
        logger.Log(level, RefusalEvents.IdOf(error.Reason), "Refused {Endpoint} with {Status} {Code} ({Scheme}). {Explanation} {Advice}",
            EndpointOf(context), refusal.Challenge.Status, error.Reason.Code(), refusal.Scheme.Name, error.Explanation, Advice.For(error.Reason));
#pragma warning restore CA1848, CA2254
    }

    /// <summary>A hub method was refused to a caller whose connection stays.</summary>
    public void Write(HubInvocationContext invocation, AuthError error)
    {
        var level = events.LevelOf(error.Reason);
        if (!logger.IsEnabled(level))
            return;
#pragma warning disable CA1848, CA2254 // As above.
        logger.Log(level, RefusalEvents.IdOf(error.Reason), "Refused {Hub}.{Method} with {Code}. {Explanation} {Advice}",
            invocation.Hub.GetType().Name, invocation.HubMethodName, error.Reason.Code(), error.Explanation, Advice.For(error.Reason));
#pragma warning restore CA1848, CA2254
    }

    // The endpoint's name, not the request's path: a path or a query may hold what no log should.
    private static string EndpointOf(HttpContext context) => context.GetEndpoint()?.DisplayName ?? "a request without an endpoint";
}
