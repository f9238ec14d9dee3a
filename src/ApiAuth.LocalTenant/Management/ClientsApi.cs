using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.Management;

/// <summary><c>/api/v2/clients</c>.</summary>
internal sealed class ClientsApi(TenantStore store, SystemApi system)
{
    private static readonly Resource<Client> Table = ClientResource.Table;

    public IEnumerable<ManagementRoute> Routes =>
    [
        ManagementRoute.Get(TenantPaths.Clients, ManagementScopes.ReadClients, List).Or(ManagementScopes.ReadClientKeys).Asks([.. Paging.Parameters, .. Fields.Parameters, .. Filters]),
        ManagementRoute.Post(TenantPaths.Clients, ManagementScopes.CreateClients, Create).Reads(Table.ShapeFor(MemberUse.Create)),
        ManagementRoute.Get(TenantPaths.Client, ManagementScopes.ReadClients, Read).Or(ManagementScopes.ReadClientKeys).Asks(Fields.Parameters),
        ManagementRoute.Patch(TenantPaths.Client, ManagementScopes.UpdateClients, Update).Or(ManagementScopes.UpdateClientKeys).Reads(Table.ShapeFor(MemberUse.Update)),
        ManagementRoute.Delete(TenantPaths.Client, ManagementScopes.DeleteClients, Delete),
        ManagementRoute.Get(TenantPaths.ClientCredentials, ManagementScopes.ReadClientCredentials, ReadCredentials),
        ManagementRoute.Post(TenantPaths.RotateSecret, ManagementScopes.UpdateClientKeys, RotateSecret),
    ];

    private static ObjectMember[] Filters { get; } =
    [
        new("is_first_party", new FlagShape { Description = "Filter on whether or not a client is a first-party client." }),
        new("app_type", new TextShape { Description = "Comma-separated list of application types to filter by." }),
    ];

    private ManagementAnswer List(ManagementRequest request)
    {
        var types = request["app_type"]?.Split(',');
        var clients = store.Whole.Clients
            .Where(client => request.Flag("is_first_party") is not { } first || client.IsFirstParty == first)
            .Where(client => types?.Contains(Words.Of(client.AppType)) != false)
            .ToList();
        return ManagementAnswer.Ok(Paging.Page(request, "clients", clients, client => client.ClientId, client => Shown(request, client)));
    }

    private ManagementAnswer Read(ManagementRequest request) =>
        Find(store.Whole, request.Id) is { } client ? ManagementAnswer.Ok(Shown(request, client)) : ManagementAnswer.NoSuchClient;

    // Whoever creates an application or gives it a new secret is shown the secret: nobody else could pass it on.
    private ManagementAnswer Create(ManagementRequest request)
    {
        var client = WithSecret(ClientResource.Completed(Table.Create(request.Body)));
        return store.Change(seed => (seed with { Clients = [.. seed.Clients, client] }, ManagementAnswer.Created(Table.Write(client))));
    }

    private ManagementAnswer ReadCredentials(ManagementRequest request) => Find(store.Whole, request.Id) is { } client
        ? ManagementAnswer.Ok(new JsonArray([.. client.Credentials.Select(ClientCredentials.Write)]))
        : ManagementAnswer.NoSuchClient;

    private ManagementAnswer Update(ManagementRequest request)
    {
        if (request.Body.TryGetProperty("client_secret", out _) && !request.Has(ManagementScopes.UpdateClientKeys))
            return ManagementAnswer.InsufficientScope([ManagementScopes.UpdateClientKeys], all: false);
        if (!request.Has(ManagementScopes.UpdateClients) && request.Body.EnumerateObject().Any(member => member.Name != "client_secret"))
            return ManagementAnswer.InsufficientScope([ManagementScopes.UpdateClients], all: false);
        return Change(request, (seed, client) =>
        {
            var changed = WithSecret(Table.Change(client, request.Body));
            return (seed with { Clients = seed.Clients.With(client, changed) }, ManagementAnswer.Ok(Shown(request, changed)));
        });
    }

    private ManagementAnswer Delete(ManagementRequest request) =>
        Change(request, (seed, client) => (seed.WithoutClient(client.ClientId), ManagementAnswer.NoContent));

    private ManagementAnswer RotateSecret(ManagementRequest request) => Change(request, (seed, client) =>
    {
        if (!client.HasSecret)
            return (seed, ManagementAnswer.BadRequest($"A client whose method of authentication is {Words.Of(client.TokenEndpointAuthMethod)} has no secret"));
        var changed = client with { ClientSecret = NewSecret() };
        return (seed with { Clients = seed.Clients.With(client, changed) }, ManagementAnswer.Ok(Table.Write(changed)));
    });

    private ManagementAnswer Change(ManagementRequest request, Func<LocalTenantSeed, Client, (LocalTenantSeed, ManagementAnswer)> change)
    {
        if (Find(store.Whole, request.Id) is { } known && system.Owns(known))
            return ManagementAnswer.System;
        return store.Change(seed => Find(seed, request.Id) is { } client ? change(seed, client) : (seed, ManagementAnswer.NoSuchClient));
    }

    private static JsonObject Shown(ManagementRequest request, Client client) =>
        Fields.Asked(request, Table.Write(client, withSecrets: request.Has(ManagementScopes.ReadClientKeys)));

    // A client that becomes public, or signs from now on, loses its secret; one that needs one gets one.
    private static Client WithSecret(Client client) => client.HasSecret
        ? client with { ClientSecret = client.ClientSecret ?? NewSecret() }
        : client with { ClientSecret = null };

    private static string NewSecret() => RandomNumberGenerator.GetString("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-", 64);

    private static Client? Find(LocalTenantSeed seed, string id) => seed.Clients.FirstOrDefault(client => client.ClientId == id);
}
