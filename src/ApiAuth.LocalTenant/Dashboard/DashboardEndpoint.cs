using ApiAuth.LocalTenant.Hosting;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Pages;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>Guards one page of the dashboard: callers of this machine only, by a name of this machine, and forms of our own only.</summary>
internal sealed class DashboardEndpoint(Tenant tenant, string path, Func<DashboardRequest, Form, IResult> handle)
{
    private const long LargestForm = 256 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        PageHeaders.Set(context.Response);
        FormSize.Limit(context, LargestForm);
        TenantRoot.Set(context, path);
        var answer = await AnswerAsync(context, new(context, tenant));
        await answer.ExecuteAsync(context);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, DashboardRequest request)
    {
        if (!Callers.IsOnThisMachine(context))
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!Callers.MeantThisTenant(context.Request, tenant.IssuerSource.Domain))
            return StrangeHost;
        if (!HttpMethods.IsPost(context.Request.Method))
            return handle(request, Form.Empty);
        return await tenant.Pages.IsOwnFormAsync(context) ? handle(request, await Form.ReadAsync(context.Request)) : request.StaleForm();
    }

    private static IResult StrangeHost { get; } = TypedResults.Text(
        "The Host header names neither this machine nor the issuer. Open the dashboard at the tenant's own address.", statusCode: StatusCodes.Status400BadRequest);
}
