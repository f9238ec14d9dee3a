using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/client-grants</c>.</summary>
internal sealed class ClientGrantsApi(TenantStore store)
{
    private static readonly Resource<ClientGrant> Table = ClientGrantResource.Table;

    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.ClientGrants, ManagementScopes.ReadClientGrants, List).Asks([.. Paging.Parameters, .. Filters]),
        ManagementRoute.Post(TenantPaths.ClientGrants, ManagementScopes.CreateClientGrants, Create).Reads(Table.ShapeFor(MemberUse.Create)),
        ManagementRoute.Get(TenantPaths.ClientGrant, ManagementScopes.ReadClientGrants, Read),
        ManagementRoute.Patch(TenantPaths.ClientGrant, ManagementScopes.UpdateClientGrants, Update).Reads(Table.ShapeFor(MemberUse.Update)),
        ManagementRoute.Delete(TenantPaths.ClientGrant, ManagementScopes.DeleteClientGrants, Delete),
    ];

    private static ObjectMember[] Filters { get; } =
    [
        new("audience", new TextShape { Description = "Optional filter on audience." }),
        new("client_id", new TextShape { Description = "Optional filter on client_id." }),
        new("subject_type", new ChoiceShape(Words.All<SubjectType>()) { Description = "The type of application access the client grant allows." }),
        new("default_for", new ChoiceShape([ClientGrant.ThirdPartyClients]) { Description = "Filter on grants that apply to a group of clients." }),
        new("allow_any_organization", new FlagShape { Description = "Optional filter on allow_any_organization." }),
    ];

    private ManagementAnswer List(ManagementRequest request)
    {
        var grants = store.Whole.ClientGrants.Where(grant =>
            IsAsked(grant.Audience, request["audience"])
            && IsAsked(grant.ClientId, request["client_id"])
            && IsAsked(Words.Of(grant.SubjectType), request["subject_type"])
            && IsAsked(grant.ClientId, request["default_for"])
            && request.Flag("allow_any_organization") != true).ToList();
        return ManagementAnswer.Ok(Paging.Page(request, "client_grants", grants, grant => grant.Id, grant => Table.Write(grant)));
    }

    private ManagementAnswer Read(ManagementRequest request) =>
        Find(store.Whole, request.Id) is { } grant ? ManagementAnswer.Ok(Table.Write(grant)) : ManagementAnswer.NoSuchClientGrant;

    private ManagementAnswer Create(ManagementRequest request)
    {
        if (request.Body.TryGetProperty("client_id", out _) == request.Body.TryGetProperty("default_for", out _))
            return ManagementAnswer.InvalidBody("Payload validation error: exactly one of client_id and default_for is required.");
        var grant = Table.Create(request.Body);
        return store.Change(seed =>
        {
            if (grant.ClientId != ClientGrant.ThirdPartyClients && store.FindClient(grant.ClientId) is null)
                return (seed, ManagementAnswer.NoSuchClient);
            if (store.FindResourceServer(grant.Audience) is not { } api)
                return (seed, ManagementAnswer.NoSuchResourceServer);
            if (!IsWithin(api, grant))
                return (seed, ManagementAnswer.ScopeOutsideApi);
            return store.Whole.ClientGrants.Any(present => IsSame(present, grant))
                ? (seed, ManagementAnswer.ClientGrantExists)
                : (seed with { ClientGrants = [.. seed.ClientGrants, grant] }, ManagementAnswer.Created(Table.Write(grant)));
        });
    }

    private ManagementAnswer Update(ManagementRequest request) => Change(request, (seed, grant) =>
    {
        var changed = Table.Change(grant, request.Body);
        return IsWithin(store.FindResourceServer(grant.Audience)!, changed)
            ? (seed with { ClientGrants = seed.ClientGrants.With(grant, changed) }, ManagementAnswer.Ok(Table.Write(changed)))
            : (seed, ManagementAnswer.ScopeOutsideApi);
    });

    private ManagementAnswer Delete(ManagementRequest request) =>
        Change(request, (seed, grant) => (seed with { ClientGrants = [.. seed.ClientGrants.Where(present => present != grant)] }, ManagementAnswer.NoContent));

    private ManagementAnswer Change(ManagementRequest request, Func<LocalTenantSeed, ClientGrant, (LocalTenantSeed, ManagementAnswer)> change)
    {
        if (Find(store.Whole, request.Id) is { } known && SystemApi.IsOwn(known))
            return ManagementAnswer.System;
        return store.Change(seed => Find(seed, request.Id) is { } grant ? change(seed, grant) : (seed, ManagementAnswer.NoSuchClientGrant));
    }

    private static ClientGrant? Find(LocalTenantSeed seed, string id) => seed.ClientGrants.FirstOrDefault(grant => grant.Id == id);

    private static bool IsAsked(string value, string? filter) => filter is null || value == filter;

    private static bool IsWithin(ResourceServer api, ClientGrant grant) => !grant.Scope.Except(api.Scopes.Select(scope => scope.Value)).Any();

    private static bool IsSame(ClientGrant one, ClientGrant other) =>
        (one.ClientId, one.Audience, one.SubjectType) == (other.ClientId, other.Audience, other.SubjectType);
}
