using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Control;

/// <summary>Answers a request as a fault says.</summary>
internal static class FaultedAnswer
{
    /// <summary>Answers with <paramref name="handle"/>, unless a fault for this path changes that.</summary>
    public static Task InvokeAsync(TenantFaults faults, string path, TimeProvider time, HttpContext context, RequestDelegate handle) =>
        faults.Hit(path) is { } fault ? InvokeAsync(fault, time, context, handle) : handle(context);

    private static async Task InvokeAsync(InjectedFault injected, TimeProvider time, HttpContext context, RequestDelegate handle)
    {
        var fault = injected.Fault;
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, time, context.RequestAborted);
        if (fault.Hangs)
            await injected.Released.WaitAsync(context.RequestAborted);
        if (fault.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await (fault switch
        {
            { ReplacesAnswer: true } => WriteAsync(fault, context.Response),
            { IsTruncated: true } => TruncateAsync(context, handle),
            _ => handle(context),
        });
    }

    private static async Task WriteAsync(TenantFault fault, HttpResponse response)
    {
        response.StatusCode = fault.Status ?? StatusCodes.Status200OK;
        if (fault.Body is not { } body)
            return;
        response.ContentType = fault.ContentType;
        await response.WriteAsync(body);
    }

    private static async Task TruncateAsync(HttpContext context, RequestDelegate handle)
    {
        var response = context.Response;
        var outside = response.Body;
        using var whole = new MemoryStream();
        response.Body = whole;
        try
        {
            await handle(context);
        }
        finally
        {
            response.Body = outside;
        }

        response.ContentLength = whole.Length / 2;
        await outside.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2), context.RequestAborted);
    }
}
