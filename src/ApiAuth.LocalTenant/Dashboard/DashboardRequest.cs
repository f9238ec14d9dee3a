using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>A request to a page of the dashboard, and the answers it can get.</summary>
internal sealed class DashboardRequest(HttpContext context, Tenant tenant)
{
    public Tenant Tenant => tenant;

    /// <summary>What people may change.</summary>
    public LocalTenantSeed Seed => tenant.Store.Current;

    /// <summary>The same with what every tenant has: the Management API and its client.</summary>
    public LocalTenantSeed Whole => tenant.Store.Whole;

    public DateTimeOffset Now => tenant.Time.GetUtcNow();

    /// <summary>A parameter of the query; empty where there is none.</summary>
    public string Query(string name) => context.Request.Query[name].ToString();

    public IResult Page<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new Page<TPage, TView>(tenant.Pages, view, status);

    /// <summary>The page again, with what was entered and what is wrong with it.</summary>
    public IResult Refused<TPage, TView>(TView view)
        where TPage : IComponent => Page<TPage, TView>(view, StatusCodes.Status422UnprocessableEntity);

    /// <summary>After a change: the next page is asked for by GET, so that reloading it changes nothing.</summary>
    public IResult SeeOther(string path, Notice notice) => new SeeOther(TenantRoot.Of(context) + DashboardPaths.With(path, ("notice", notice.ToString())));

    /// <summary>Where a link to something deleted leads.</summary>
    public IResult NotFound(string sentence) => Page<MissingPage, MissingView>(new(sentence), StatusCodes.Status404NotFound);

    /// <summary>The form did not come from a page of this tenant, or the tenant was started again since.</summary>
    public IResult StaleForm() => Page<StaleFormPage, StaleFormView>(new(context.Request.GetEncodedPathAndQuery()), StatusCodes.Status400BadRequest);
}

internal sealed class Page<TPage, TView>(PageWriter pages, TView view, int status) : IResult
    where TPage : IComponent
{
    public Task ExecuteAsync(HttpContext httpContext) => pages.WriteAsync<TPage, TView>(httpContext, TenantRoot.Of(httpContext), view, status);
}

internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
