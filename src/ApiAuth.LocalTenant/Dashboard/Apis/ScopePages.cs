using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using ApiAuth.LocalTenant.Model;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Apis;

/// <summary>The pages about the scopes of one API.</summary>
internal static class ScopePages
{
    public static IResult Edit(DashboardRequest request) => request.WithApi(api => request.Page<ScopesPage, ScopesView>(View(request, api, ScopeForm.Of(api))));

    public static IResult Save(DashboardRequest request, Form form) => request.WithApi(api =>
    {
        ScopeForm.Check(form, api);
        return form.Try(() => request.Tenant.Store.Update(seed => seed.WithApi(api.Id, current => ScopeForm.Read(form, current))))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.ApiScopes, api.Id), Notice.Saved)
            : request.Refused<ScopesPage, ScopesView>(View(request, api, form));
    });

    public static IResult ConfirmRemoval(DashboardRequest request) => WithScope(request, (api, scope) => request.Page<ConfirmPage, ConfirmView>(Removal(request, api, scope)));

    public static IResult Remove(DashboardRequest request, Form form) => WithScope(request, (api, scope) =>
        form.Try(() => request.Tenant.Store.Update(seed => seed.WithoutScope(api, scope.Value)))
            ? request.SeeOther(DashboardPaths.Of(DashboardPaths.ApiScopes, api.Id), Notice.Deleted)
            : request.Refused<ConfirmPage, ConfirmView>(Removal(request, api, scope) with { Form = form }));

    private static IResult WithScope(DashboardRequest request, Func<ResourceServer, ApiScope, IResult> answer) => request.WithApi(api =>
        api.Scopes.FirstOrDefault(scope => scope.Value == request.Query("scope")) is { } found
            ? answer(api, found)
            : request.NotFound("There is no such scope; it may have been removed."));

    private static ScopesView View(DashboardRequest request, ResourceServer api, Form form) => new(api, [.. api.Scopes.Select(scope => Row(request.Seed, api, scope))], form);

    private static ScopeRow Row(LocalTenantSeed seed, ResourceServer api, ApiScope scope) => new(
        scope,
        seed.ClientGrants.Count(grant => grant.Audience == api.Identifier && grant.Scope.Contains(scope.Value)),
        seed.Users.Count(user => user.Permissions.Contains(new(api.Identifier, scope.Value))));

    private static ConfirmView Removal(DashboardRequest request, ResourceServer api, ApiScope scope)
    {
        var row = Row(request.Seed, api, scope);
        return new()
        {
            Title = $"Remove the scope {scope.Value}?",
            Section = DashboardPaths.Apis,
            Back = DashboardPaths.Of(DashboardPaths.ApiScopes, api.Id),
            BackTitle = $"Scopes of {api.Name ?? api.Identifier}",
            Sentence = "Nobody gets this scope any more. Tokens that were issued stay good until they expire. It is taken out of:",
            Consequences = [Words.Count(row.ClientGrants, "client grant"), Words.Count(row.Users, "user's permissions", "users' permissions")],
            Submit = "Remove the scope",
        };
    }

    private static LocalTenantSeed WithoutScope(this LocalTenantSeed seed, ResourceServer api, string value)
    {
        var changed = seed.WithApi(api.Id, current => current with { Scopes = [.. current.Scopes.Where(scope => scope.Value != value)] });
        return changed.WithoutScopesBeyond(changed.ResourceServers.First(current => current.Id == api.Id));
    }
}
