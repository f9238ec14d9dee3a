using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Html.Forms;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Dashboard.Consents;

/// <summary>The pages about what users allowed applications.</summary>
internal static class ConsentPages
{
    public static IResult List(DashboardRequest request) =>
        request.Page<ConsentListPage, ConsentListView>(new([.. request.Seed.UserGrants.Select(grant => Row(request.Whole, grant))]));

    public static IResult ConfirmRevocation(DashboardRequest request) => WithGrant(request, grant => request.Page<ConfirmPage, ConfirmView>(Revocation(request, grant)));

    public static IResult Revoke(DashboardRequest request, Form form) => WithGrant(request, grant =>
        form.Try(() => request.Tenant.Store.Update(seed => seed with { UserGrants = [.. seed.UserGrants.Where(other => other.Id != grant.Id)] }))
            ? request.SeeOther(DashboardPaths.Consents, Notice.Revoked)
            : request.Refused<ConfirmPage, ConfirmView>(Revocation(request, grant) with { Form = form }));

    private static IResult WithGrant(DashboardRequest request, Func<UserGrant, IResult> answer) =>
        request.Seed.UserGrants.FirstOrDefault(grant => grant.Id == request.Query("id")) is { } found
            ? answer(found)
            : request.NotFound("There is no such consent; it may have been revoked.");

    // A grant never outlives its user, client and API.
    private static ConsentRow Row(LocalTenantSeed seed, UserGrant grant) => new(
        grant,
        seed.Users.First(user => user.UserId == grant.UserId),
        seed.Clients.First(client => client.ClientId == grant.ClientId),
        seed.ResourceServers.First(api => api.Identifier == grant.Audience));

    private static ConfirmView Revocation(DashboardRequest request, UserGrant grant)
    {
        var (_, user, client, api) = Row(request.Whole, grant);
        return new()
        {
            Title = $"Revoke what {user.Name ?? user.Email} allowed {client.Name}?",
            Section = DashboardPaths.Consents,
            Back = DashboardPaths.Consents,
            BackTitle = "Consents",
            Sentence = $"Next time the application asks for {api.Name ?? api.Identifier}, the user is asked again. Access tokens that were issued stay good until they expire. Allowed were:",
            Consequences = grant.Scope,
            Submit = "Revoke",
        };
    }
}

internal sealed record ConsentListView(IReadOnlyList<ConsentRow> Consents);

/// <summary>A consent with those it names.</summary>
internal sealed record ConsentRow(UserGrant Grant, User User, Client Client, ResourceServer Api);
