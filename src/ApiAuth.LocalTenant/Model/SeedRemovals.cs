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

    /// <summary>Without the scopes in client grants and permissions that <paramref name="api"/> does not have any more.</summary>
    public static LocalTenantSeed WithoutScopesBeyond(this LocalTenantSeed seed, ResourceServer api)
    {
        var scopes = api.Scopes.Select(scope => scope.Value).ToHashSet();
        return seed with
        {
            ClientGrants = [.. seed.ClientGrants.Select(grant => grant.Audience == api.Identifier && !scopes.IsSupersetOf(grant.Scope)
                ? grant with { Scope = [.. grant.Scope.Where(scopes.Contains)] }
                : grant)],
            Users = [.. seed.Users.Select(user => user.Permissions.Any(IsGone) ? user with { Permissions = [.. user.Permissions.Where(permission => !IsGone(permission))] } : user)],
        };

        bool IsGone(UserPermission permission) => permission.Audience == api.Identifier && !scopes.Contains(permission.Value);
    }

    private static User WithoutPermissionsAt(this User user, string identifier) => user.Permissions.Any(permission => permission.Audience == identifier)
        ? user with { Permissions = [.. user.Permissions.Where(permission => permission.Audience != identifier)] }
        : user;
}
