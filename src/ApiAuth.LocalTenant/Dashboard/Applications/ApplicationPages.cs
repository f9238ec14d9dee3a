using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Model;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Applications;

/// <summary>The pages about applications.</summary>
internal static class ApplicationPages
{
    public static IResult List(DashboardRequest request) => request.Page<ApplicationListPage, ApplicationListView>(new(
        [.. request.Seed.Clients.Select(client => new ApplicationRow(client, request.Seed.ClientGrants.Where(grant => grant.ClientId == client.ClientId).DistinctBy(grant => grant.Audience).Count()))]));

    public static IResult New(DashboardRequest request) => request.Page<NewApplicationPage, NewApplicationView>(new(NewApplication.Beginning));

    public static IResult Create(DashboardRequest request, Form form)
    {
        var client = NewApplication.Read(form);
        return form.Try(() => request.Tenant.Store.Update(seed => seed with { Clients = [.. seed.Clients, client] }))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.EditApplication, client.ClientId), Notice.Created)
            : request.Refused<NewApplicationPage, NewApplicationView>(new(form));
    }

    public static IResult Edit(DashboardRequest request) => request.WithClient(client => request.Page<EditApplicationPage, EditApplicationView>(new(client, ApplicationForm.Of(client))));

    public static IResult Save(DashboardRequest request, Form form) => request.WithClient(client =>
    {
        ApplicationForm.Read(form, client);
        return form.Try(() => request.Tenant.Store.Update(seed => seed.WithClient(client.ClientId, current => ApplicationForm.Read(form, current))))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.EditApplication, client.ClientId), Notice.Saved)
            : request.Refused<EditApplicationPage, EditApplicationView>(new(client, form));
    });

    public static IResult ShowSecret(DashboardRequest request) => request.WithClient(client => request.Page<SecretPage, SecretView>(new(client, Form.Empty)));

    public static IResult RotateSecret(DashboardRequest request, Form form) => request.WithClient(client =>
        form.Try(() => request.Tenant.Store.Update(seed => seed.WithClient(client.ClientId, current => current with { ClientSecret = ClientSecrets.New() })))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.ApplicationSecret, client.ClientId), Notice.Rotated)
            : request.Refused<SecretPage, SecretView>(new(client, form)));

    public static IResult ConfirmDeletion(DashboardRequest request) => request.WithClient(client => request.Page<ConfirmPage, ConfirmView>(Deletion(request, client)));

    public static IResult Delete(DashboardRequest request, Form form) => request.WithClient(client =>
        form.Try(() => request.Tenant.Store.Update(seed => seed.WithoutClient(client.ClientId)))
            ? request.SeeOther(DashboardPaths.Applications, Notice.Deleted)
            : request.Refused<ConfirmPage, ConfirmView>(Deletion(request, client) with { Form = form }));

    private static ConfirmView Deletion(DashboardRequest request, Client client) => new()
    {
        Title = $"Delete {client.Name}?",
        Section = DashboardPaths.Applications,
        Back = DashboardPaths.Of(DashboardPaths.EditApplication, client.ClientId),
        BackTitle = client.Name,
        Sentence = "The application gets no token any more. Tokens that it has stay good until they expire. With it go:",
        Consequences =
        [
            Words.Count(request.Seed.ClientGrants.Count(grant => grant.ClientId == client.ClientId), "client grant"),
            Words.Count(request.Seed.UserGrants.Count(grant => grant.ClientId == client.ClientId), "consent"),
        ],
        Submit = "Delete the application",
    };
}
