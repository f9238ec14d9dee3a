using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/resource-servers</c>.</summary>
internal sealed class ResourceServersApi(TenantStore store)
{
    private static readonly Resource<ResourceServer> Table = ResourceServerResource.Table;

    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.ResourceServers, ManagementScopes.ReadResourceServers, List).Asks([.. Paging.Parameters, .. Fields.Parameters, Identifiers]),
        ManagementRoute.Post(TenantPaths.ResourceServers, ManagementScopes.CreateResourceServers, Create).Reads(Table.ShapeFor(MemberUse.Create)),
        ManagementRoute.Get(TenantPaths.ResourceServer, ManagementScopes.ReadResourceServers, Read).Asks(Fields.Parameters),
        ManagementRoute.Patch(TenantPaths.ResourceServer, ManagementScopes.UpdateResourceServers, Update).Reads(Table.ShapeFor(MemberUse.Update)),
        ManagementRoute.Delete(TenantPaths.ResourceServer, ManagementScopes.DeleteResourceServers, Delete),
    ];

    private static ObjectMember Identifiers { get; } = new("identifiers", new TextShape { Description = "Comma-separated list of identifiers to filter by." });

    private ManagementAnswer List(ManagementRequest request)
    {
        var wanted = request["identifiers"]?.Split(',');
        var apis = store.Whole.ResourceServers.Where(api => wanted?.Contains(api.Identifier) != false).ToList();
        return ManagementAnswer.Ok(Paging.Page(request, "resource_servers", apis, api => api.Id, api => Fields.Asked(request, Table.Write(api))));
    }

    private ManagementAnswer Read(ManagementRequest request) =>
        Find(store.Whole, request.Id) is { } api ? ManagementAnswer.Ok(Fields.Asked(request, Table.Write(api))) : ManagementAnswer.NoSuchResourceServer;

    private ManagementAnswer Create(ManagementRequest request)
    {
        var api = Table.Create(request.Body);
        return store.Change(seed => store.FindResourceServer(api.Identifier) is null
            ? (seed with { ResourceServers = [.. seed.ResourceServers, api] }, ManagementAnswer.Created(Table.Write(api)))
            : (seed, ManagementAnswer.ResourceServerExists));
    }

    private ManagementAnswer Update(ManagementRequest request) => Change(request, (seed, api) =>
    {
        var changed = Table.Change(api, request.Body);
        var replaced = seed with { ResourceServers = seed.ResourceServers.With(api, changed) };
        return (replaced.WithoutScopesBeyond(changed), ManagementAnswer.Ok(Table.Write(changed)));
    });

    private ManagementAnswer Delete(ManagementRequest request) =>
        Change(request, (seed, api) => (seed.WithoutResourceServer(api.Identifier), ManagementAnswer.NoContent));

    private ManagementAnswer Change(ManagementRequest request, Func<LocalTenantSeed, ResourceServer, (LocalTenantSeed, ManagementAnswer)> change)
    {
        if (Find(store.Whole, request.Id)?.IsSystem == true)
            return ManagementAnswer.System;
        return store.Change(seed => Find(seed, request.Id) is { } api ? change(seed, api) : (seed, ManagementAnswer.NoSuchResourceServer));
    }

    private static ResourceServer? Find(LocalTenantSeed seed, string id) =>
        seed.ResourceServers.FirstOrDefault(api => api.Id == id) ?? seed.ResourceServers.FirstOrDefault(api => api.Identifier == id);
}
