using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Model;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

/// <summary>The pages about APIs.</summary>
internal static class ApiPages
{
    public static IResult List(DashboardRequest request) => request.Page<ApiListPage, ApiListView>(new(
        [.. request.Seed.ResourceServers.Select(api => new ApiRow(api, GrantsOf(request.Seed, api).DistinctBy(grant => grant.ClientId).Count()))]));

    public static IResult New(DashboardRequest request) => request.Page<NewApiPage, NewApiView>(new(Form.Empty));

    public static IResult Create(DashboardRequest request, Form form)
    {
        var api = ApiForm.ReadNew(form);
        return form.Try(() => request.Tenant.Store.Update(seed => seed with { ResourceServers = [.. seed.ResourceServers, api] }))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.ApiScopes, api.Id), Notice.Created)
            : request.Refused<NewApiPage, NewApiView>(new(form));
    }

    public static IResult Edit(DashboardRequest request) => request.WithApi(api => request.Page<EditApiPage, EditApiView>(new(api, ApiForm.Of(api))));

    public static IResult Save(DashboardRequest request, Form form) => request.WithApi(api =>
    {
        ApiForm.Read(form, api);
        return form.Try(() => request.Tenant.Store.Update(seed => seed.WithApi(api.Id, current => ApiForm.Read(form, current))))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.EditApi, api.Id), Notice.Saved)
            : request.Refused<EditApiPage, EditApiView>(new(api, form));
    });

    public static IResult Use(DashboardRequest request) => request.WithApi(api => request.Page<ApiUsePage, ApiUseView>(
        new(api, AppSettings.For(request.Tenant.Issuer, api.Identifier, api.SigningAlgorithm), IsHiddenByAlg(request.Tenant, api), GrantsOf(request.Seed, api), request.Seed)));

    public static IResult ConfirmDeletion(DashboardRequest request) => request.WithApi(api => request.Page<ConfirmPage, ConfirmView>(Deletion(request, api)));

    public static IResult Delete(DashboardRequest request, Form form) => request.WithApi(api =>
        form.Try(() => request.Tenant.Store.Update(seed => seed.WithoutResourceServer(api.Identifier)))
            ? request.SeeOther(DashboardPaths.Apis, Notice.Deleted)
            : request.Refused<ConfirmPage, ConfirmView>(Deletion(request, api) with { Form = form }));

    private static ConfirmView Deletion(DashboardRequest request, ResourceServer api) => new()
    {
        Title = $"Delete {api.Name ?? api.Identifier}?",
        Section = DashboardPaths.Apis,
        Back = DashboardPaths.Of(DashboardPaths.EditApi, api.Id),
        BackTitle = api.Name ?? api.Identifier,
        Sentence = "Nobody gets a token for this API any more. Tokens that were issued stay good until they expire. With the API go:",
        Consequences =
        [
            Words.Count(GrantsOf(request.Seed, api).Count, "client grant"),
            Words.Count(request.Seed.UserGrants.Count(grant => grant.Audience == api.Identifier), "consent"),
            Words.Count(request.Seed.Users.Sum(user => user.Permissions.Count(permission => permission.Audience == api.Identifier)), "permission of users", "permissions of users"),
        ],
        Submit = "Delete the API",
    };

    private static bool IsHiddenByAlg(Tenant tenant, ResourceServer api) => tenant.JwksHasAlg && api.SigningAlgorithm != SigningAlgorithm.RS256;

    private static List<ClientGrant> GrantsOf(LocalTenantSeed seed, ResourceServer api) => [.. seed.ClientGrants.Where(grant => grant.Audience == api.Identifier)];
}
