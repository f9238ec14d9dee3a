using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

/// <summary>The page on which an application is authorized for APIs.</summary>
internal static class AuthorizedApiPages
{
    public static IResult Edit(DashboardRequest request) => request.WithClient(client =>
        request.Page<AuthorizedApisPage, AuthorizedApisView>(new(client, request.Whole.ResourceServers, AuthorizedApis.Of(request.Whole, client))));

    public static IResult Save(DashboardRequest request, Form form) => request.WithClient(client =>
        form.Try(() => request.Tenant.Store.Update(seed => AuthorizedApis.Save(seed, request.Whole.ResourceServers, client, form)))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.ApplicationApis, client.ClientId), Notice.Saved)
            : request.Refused<AuthorizedApisPage, AuthorizedApisView>(new(client, request.Whole.ResourceServers, form)));
}
