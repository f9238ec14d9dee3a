using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Requests;

/// <summary>Lets only callers of this machine in, and records what came of each request.</summary>
internal sealed class TenantRequest(Tenant tenant, string path, RequestDelegate handle)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var at = tenant.Time.GetUtcNow();
        var started = tenant.Time.GetTimestamp();
        try
        {
            await (IsLocal(context) ? handle(context) : RefuseAsync(context));
        }
        finally
        {
            var outcome = RequestOutcome.Of(context);
            tenant.Requests.Add(new(
                at, context.Request.Method, path, context.Response.StatusCode, tenant.Time.GetElapsedTime(started), outcome.ClientId, outcome.Error));
        }
    }

    // The server has listened for a moment before the start-up check can look at its addresses, and a proxy may stand before it.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
