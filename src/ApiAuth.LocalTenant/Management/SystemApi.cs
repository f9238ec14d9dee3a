namespace ApiAuth.LocalTenant.Management;

/// <summary>What a tenant has by itself: the Management API as one of its APIs, and a client with every scope of it. No seed holds them.</summary>
internal sealed class SystemApi(TenantIssuer issuer, Client? client)
{
    private const string Name = "Auth0 Management API";
    private const string GrantId = "cgr_LocalManagement1";
    private static readonly ApiScope[] Scopes = [.. ManagementScopes.All];

    private volatile ResourceServer? api;

    /// <summary>The identifier of the Management API; null while the issuer is not known.</summary>
    public string? Identifier => Api?.Identifier;

    private ResourceServer? Api => api ??= issuer.KnownValue is { } value
        ? new() { Id = "0f9a2c0000000000000000ff", Identifier = value + "api/v2/", Name = Name, Scopes = Scopes, IsSystem = true, UserPolicy = UserAccessPolicy.DenyAll }
        : null;

    public ResourceServer? FindApi(string identifier) => Api is { } found && found.Identifier == identifier ? found : null;

    public Client? FindClient(string clientId) => client?.ClientId == clientId ? client : null;

    public ClientGrant? FindGrant(Client asking, ResourceServer asked, SubjectType subject) =>
        subject == SubjectType.Client && asked.IsSystem && asking.ClientId == client?.ClientId ? Grant(asked, asking) : null;

    public LocalTenantSeed AddTo(LocalTenantSeed seed)
    {
        if (client is not null)
            seed = seed with { Clients = [.. seed.Clients, client] };
        if (Api is not { } found)
            return seed;
        return seed with
        {
            ResourceServers = [.. seed.ResourceServers, found],
            ClientGrants = client is null ? seed.ClientGrants : [.. seed.ClientGrants, Grant(found, client)],
        };
    }

    public bool Owns(Client other) => other.ClientId == client?.ClientId;

    public static bool IsOwn(ClientGrant grant) => grant.Id == GrantId;

    private static ClientGrant Grant(ResourceServer api, Client client) => new()
    {
        Id = GrantId,
        ClientId = client.ClientId,
        Audience = api.Identifier,
        Scope = [.. Scopes.Select(scope => scope.Value)],
    };
}
