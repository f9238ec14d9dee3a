using ApiAuth.LocalTenant.Control;
using ApiAuth.LocalTenant.Hosting;
using ApiAuth.LocalTenant.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApiAuth.LocalTenant.Requests;

/// <summary>Lets only callers of this machine in, and records what came of each request.</summary>
internal sealed partial class TenantRequest(RequestLog requests, TenantFaults faults, TimeProvider time, ILogger logger, string path, RequestDelegate handle)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var at = time.GetUtcNow();
        var started = time.GetTimestamp();
        TenantRoot.Set(context, path);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await (Callers.IsOnThisMachine(context) ? FaultedAnswer.InvokeAsync(faults, path, time, context, handle) : RefuseAsync(context));
            status = context.Response.StatusCode;
        }
        finally
        {
            var outcome = RequestOutcome.Of(context);
            requests.Add(new(at, context.Request.Method, path, status, time.GetElapsedTime(started), outcome.ClientId, outcome.Error));
            Answered(logger, context.Request.Method, path, status, outcome.Error ?? "none", outcome.ClientId ?? "none");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} answered {Status}, error {Error}, client {ClientId}", EventName = "RequestAnswered")]
    private static partial void Answered(ILogger logger, string method, string path, int status, string error, string clientId);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
