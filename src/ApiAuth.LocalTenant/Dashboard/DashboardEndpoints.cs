using ApiAuth.LocalTenant.Dashboard.Apis;
using ApiAuth.LocalTenant.Dashboard.Applications;
using ApiAuth.LocalTenant.Dashboard.Consents;
using ApiAuth.LocalTenant.Dashboard.Keys;
using ApiAuth.LocalTenant.Dashboard.Overview;
using ApiAuth.LocalTenant.Dashboard.Requests;
using ApiAuth.LocalTenant.Dashboard.Tests;
using ApiAuth.LocalTenant.Dashboard.Users;
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
        Get(DashboardPaths.Applications, ApplicationPages.List);
        Form(DashboardPaths.NewApplication, ApplicationPages.New, ApplicationPages.Create);
        Form(DashboardPaths.EditApplication, ApplicationPages.Edit, ApplicationPages.Save);
        Form(DashboardPaths.ApplicationApis, AuthorizedApiPages.Edit, AuthorizedApiPages.Save);
        Form(DashboardPaths.ApplicationSecret, ApplicationPages.ShowSecret, ApplicationPages.RotateSecret);
        Form(DashboardPaths.DeleteApplication, ApplicationPages.ConfirmDeletion, ApplicationPages.Delete);
        Get(DashboardPaths.Users, UserPages.List);
        Form(DashboardPaths.NewUser, UserPages.New, UserPages.Create);
        Form(DashboardPaths.EditUser, UserPages.Edit, UserPages.Save);
        Form(DashboardPaths.DeleteUser, UserPages.ConfirmDeletion, UserPages.Delete);
        Get(DashboardPaths.Consents, ConsentPages.List);
        Form(DashboardPaths.RevokeConsent, ConsentPages.ConfirmRevocation, ConsentPages.Revoke);
        Form(DashboardPaths.Keys, KeyPages.List, KeyPages.Rotate);
        Form(DashboardPaths.RevokeKey, KeyPages.ConfirmRevocation, KeyPages.Revoke);
        Form(DashboardPaths.Test, TestPages.Show, TestPages.Issue);
        Get(DashboardPaths.Requests, RequestPages.List);

        void Get(string path, Func<DashboardRequest, IResult> show) =>
            endpoints.MapGet(path, new DashboardEndpoint(tenant, path, (request, _) => show(request)).InvokeAsync);

        void Form(string path, Func<DashboardRequest, IResult> show, Func<DashboardRequest, Form, IResult> receive)
        {
            Get(path, show);
            endpoints.MapPost(path, new DashboardEndpoint(tenant, path, receive).InvokeAsync);
        }
    }
}
