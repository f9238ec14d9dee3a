using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/grants</c>: what users allowed applications. Without a grant the consent page asks again.</summary>
internal sealed class GrantsApi(TenantStore store)
{
    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.Grants, ManagementScopes.ReadGrants, List).Asks([.. Paging.Parameters.Where(parameter => parameter.Name is not ("from" or "take")), User, .. Filters]),
        ManagementRoute.Delete(TenantPaths.Grants, ManagementScopes.DeleteGrants, DeleteOfUser).Asks(User with { IsRequired = true }),
        ManagementRoute.Delete(TenantPaths.Grant, ManagementScopes.DeleteGrants, Delete).Asks(User),
    ];

    private static ObjectMember User { get; } = new("user_id", new TextShape { Description = "user_id of the grant." });

    private static ObjectMember[] Filters { get; } =
    [
        new("client_id", new TextShape { Description = "client_id of the grants to retrieve." }),
        new("audience", new TextShape { Description = "audience of the grants to retrieve." }),
    ];

    private ManagementAnswer List(ManagementRequest request)
    {
        var grants = store.Current.UserGrants.Where(grant =>
            IsAsked(grant.UserId, request["user_id"]) && IsAsked(grant.ClientId, request["client_id"]) && IsAsked(grant.Audience, request["audience"])).ToList();
        return ManagementAnswer.Ok(Paging.Page(request, "grants", grants, grant => grant.Id, grant => UserGrantResource.Table.Write(grant)));
    }

    // Taking back what is not there leaves the state that was asked for.
    private ManagementAnswer Delete(ManagementRequest request) => DeleteWhere(grant => grant.Id == request.Id && IsAsked(grant.UserId, request["user_id"]));

    private ManagementAnswer DeleteOfUser(ManagementRequest request) => DeleteWhere(grant => grant.UserId == request["user_id"]);

    private ManagementAnswer DeleteWhere(Func<UserGrant, bool> isGone) =>
        store.Change(seed => (seed with { UserGrants = [.. seed.UserGrants.Where(grant => !isGone(grant))] }, ManagementAnswer.NoContent));

    private static bool IsAsked(string value, string? filter) => filter is null || value == filter;
}
