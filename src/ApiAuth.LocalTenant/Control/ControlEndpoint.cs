using System.Text.Json;
using ApiAuth.LocalTenant.Hosting;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Requests;
using ApiAuth.LocalTenant.Schemas;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.LocalTenant.Control;

/// <summary>One operation of the control plane.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">One of <see cref="TenantPaths"/>.</param>
/// <param name="Body">What the body must be; null: it is not read.</param>
/// <param name="Answer">What it does, with the body and the variable part of the path.</param>
internal sealed record ControlRoute(string Method, string Path, ObjectShape? Body, Func<JsonElement, string, ManagementAnswer> Answer);

/// <summary>Lets programs of this machine drive the tenant, and no page of another site that a browser of this machine shows.</summary>
internal sealed class ControlEndpoint(ControlRoute route, TenantIssuer issuer)
{
    public async Task HandleAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context);
        RequestOutcome.Of(context).Error = answer.Error;
        await answer.WriteAsync(context.Response);
    }

    private async ValueTask<ManagementAnswer> AnswerAsync(HttpContext context)
    {
        if (!Callers.IsOnThisMachine(context))
            return ManagementAnswer.OtherMachine;
        if (!Callers.MeantThisTenant(context.Request, issuer.Domain))
            return ManagementAnswer.OtherHost;
        if (IsCrossSite(context.Request))
            return ManagementAnswer.CrossSite;

        var id = context.GetRouteValue("id") as string ?? "";
        if (route.Body is not { } shape)
            return route.Answer(default, id);
        // A page can send a form or plain text to another site unasked, but not JSON.
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        if (body is not { } json)
            return refusal!;
        return shape.Check(json, "") is { } problem ? ManagementAnswer.BadRequest(Text(problem), "invalid_body") : route.Answer(json, id);
    }

    private static bool IsCrossSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is not ("" or "none" or "same-origin") || (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}");
    }

    private static string Text(SchemaProblem problem) =>
        $"{(problem.Path.Length == 0 ? "" : $"{problem.Path}: ")}{problem.Text}. {problem.Advice}";
}
