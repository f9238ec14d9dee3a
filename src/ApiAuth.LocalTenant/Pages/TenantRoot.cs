using ApiAuth.LocalTenant.Authorize;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiAuth.LocalTenant.Pages;

/// <summary>The path that the tenant's own paths are below, however deep the app maps the tenant; without slash at its end, mostly empty.</summary>
internal sealed record TenantRoot(string Path)
{
    /// <summary>Not known where <paramref name="ownPath"/> has variable parts; no page has.</summary>
    public static void Set(HttpContext context, string ownPath)
    {
        if (!ownPath.Contains('{'))
            context.Features.Set(new TenantRoot((context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/')[..^ownPath.Length]));
    }

    public static string Of(HttpContext context) => context.Features.GetRequiredFeature<TenantRoot>().Path;

    /// <summary>Sends the browser to a page of this tenant.</summary>
    public static void Redirect(HttpContext context, string page, PendingTransaction pending)
    {
        context.Response.StatusCode = HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        context.Response.Headers.Location = $"{Of(context)}{page}?state={pending.State}";
    }
}
