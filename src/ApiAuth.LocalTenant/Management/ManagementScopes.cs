namespace ApiAuth.LocalTenant.Management;

/// <summary>The scopes of the Management API, as Auth0 names them.</summary>
internal static class ManagementScopes
{
    public static ApiScope ReadResourceServers { get; } = new("read:resource_servers", "Read APIs");
    public static ApiScope CreateResourceServers { get; } = new("create:resource_servers", "Create APIs");
    public static ApiScope UpdateResourceServers { get; } = new("update:resource_servers", "Update APIs");
    public static ApiScope DeleteResourceServers { get; } = new("delete:resource_servers", "Delete APIs");

    public static ApiScope ReadClients { get; } = new("read:clients", "Read applications");
    public static ApiScope CreateClients { get; } = new("create:clients", "Create applications");
    public static ApiScope UpdateClients { get; } = new("update:clients", "Update applications");
    public static ApiScope DeleteClients { get; } = new("delete:clients", "Delete applications");
    public static ApiScope ReadClientKeys { get; } = new("read:client_keys", "Read the secrets of applications");
    public static ApiScope UpdateClientKeys { get; } = new("update:client_keys", "Update the secrets of applications");

    public static ApiScope ReadClientCredentials { get; } = new("read:client_credentials", "Read the public keys of applications");

    public static ApiScope ReadClientGrants { get; } = new("read:client_grants", "Read client grants");
    public static ApiScope CreateClientGrants { get; } = new("create:client_grants", "Create client grants");
    public static ApiScope UpdateClientGrants { get; } = new("update:client_grants", "Update client grants");
    public static ApiScope DeleteClientGrants { get; } = new("delete:client_grants", "Delete client grants");

    public static ApiScope ReadGrants { get; } = new("read:grants", "Read what users allowed applications");
    public static ApiScope DeleteGrants { get; } = new("delete:grants", "Take back what users allowed applications");

    public static ApiScope ReadSigningKeys { get; } = new("read:signing_keys", "Read signing keys");
    public static ApiScope CreateSigningKeys { get; } = new("create:signing_keys", "Create signing keys");
    public static ApiScope UpdateSigningKeys { get; } = new("update:signing_keys", "Rotate and revoke signing keys");

    public static ApiScope ReadTenantSettings { get; } = new("read:tenant_settings", "Read the settings of the tenant");
    public static ApiScope UpdateTenantSettings { get; } = new("update:tenant_settings", "Update the settings of the tenant");

    public static IReadOnlyList<ApiScope> All { get; } =
    [
        ReadResourceServers, CreateResourceServers, UpdateResourceServers, DeleteResourceServers,
        ReadClients, CreateClients, UpdateClients, DeleteClients, ReadClientKeys, UpdateClientKeys, ReadClientCredentials,
        ReadClientGrants, CreateClientGrants, UpdateClientGrants, DeleteClientGrants,
        ReadGrants, DeleteGrants,
        ReadSigningKeys, CreateSigningKeys, UpdateSigningKeys,
        ReadTenantSettings, UpdateTenantSettings,
    ];
}
