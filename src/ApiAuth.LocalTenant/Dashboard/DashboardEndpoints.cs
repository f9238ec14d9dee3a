using ApiAuth.LocalTenant.Dashboard.Apis;
using ApiAuth.LocalTenant.Dashboard.Overview;
using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>The pages on which people see and change what the tenant knows.</summary>
internal sealed class DashboardEndpoints(Tenant tenant)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        Get(DashboardPaths.Overview, OverviewPages.Show);
        Get(DashboardPaths.Apis, ApiPages.List);
        Form(DashboardPaths.NewApi, ApiPages.New, ApiPages.Create);
        Form(DashboardPaths.EditApi, ApiPages.Edit, ApiPages.Save);
        Form(DashboardPaths.ApiScopes, ScopePages.Edit, ScopePages.Save);
        Form(DashboardPaths.RemoveScope, ScopePages.ConfirmRemoval, ScopePages.Remove);
        Get(DashboardPaths.ApiUse, ApiPages.Use);
        Form(DashboardPaths.DeleteApi, ApiPages.ConfirmDeletion, ApiPages.Delete);

        void Get(string path, Func<DashboardRequest, IResult> show) =>
            endpoints.MapGet(path, new DashboardEndpoint(tenant, path, (request, _) => show(request)).InvokeAsync);

        void Form(string path, Func<DashboardRequest, IResult> show, Func<DashboardRequest, Form, IResult> receive)
        {
            Get(path, show);
            endpoints.MapPost(path, new DashboardEndpoint(tenant, path, receive).InvokeAsync);
        }
    }
}
