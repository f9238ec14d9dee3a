namespace ApiAuth.LocalTenant.Model;

/// <summary>Takes a thing out together with everything that would otherwise name what no longer exists.</summary>
internal static class SeedRemovals
{
    public static LocalTenantSeed WithoutClient(this LocalTenantSeed seed, string clientId) => seed with
    {
        Clients = [.. seed.Clients.Where(client => client.ClientId != clientId)],
        ClientGrants = [.. seed.ClientGrants.Where(grant => grant.ClientId != clientId)],
        UserGrants = [.. seed.UserGrants.Where(grant => grant.ClientId != clientId)],
    };

    public static LocalTenantSeed WithoutResourceServer(this LocalTenantSeed seed, string identifier) => seed with
    {
        ResourceServers = [.. seed.ResourceServers.Where(api => api.Identifier != identifier)],
        ClientGrants = [.. seed.ClientGrants.Where(grant => grant.Audience != identifier)],
        UserGrants = [.. seed.UserGrants.Where(grant => grant.Audience != identifier)],
        Users = [.. seed.Users.Select(user => user.WithoutPermissionsAt(identifier))],
        Settings = seed.Settings.DefaultAudience == identifier ? seed.Settings with { DefaultAudience = null } : seed.Settings,
    };

    public static LocalTenantSeed WithoutUser(this LocalTenantSeed seed, string userId) => seed with
    {
        Users = [.. seed.Users.Where(user => user.UserId != userId)],
        UserGrants = [.. seed.UserGrants.Where(grant => grant.UserId != userId)],
    };

    private static User WithoutPermissionsAt(this User user, string identifier) => user.Permissions.Any(permission => permission.Audience == identifier)
        ? user with { Permissions = [.. user.Permissions.Where(permission => permission.Audience != identifier)] }
        : user;
}
