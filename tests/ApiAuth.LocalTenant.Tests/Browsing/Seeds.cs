namespace ApiAuth.LocalTenant.Tests.Browsing;

/// <summary>The sample tenant with one thing changed.</summary>
internal static class Seeds
{
    /// <summary>A first-party web application that may do everything.</summary>
    public static Client Own { get; } = new()
    {
        ClientId = "OwnApp00000000000000000000000001",
        ClientSecret = "secret-of-own-app",
        Name = "Own app",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.Implicit, GrantType.RefreshToken],
        Callbacks = ["https://own.test/callback"],
        WebOrigins = ["https://own.test"],
    };

    /// <summary>With this client in place of the one of the same id, or as one more.</summary>
    public static LocalTenantSeed With(this LocalTenantSeed seed, Client client) => seed with
    {
        Clients = [.. seed.Clients.Where(other => other.ClientId != client.ClientId), client],
    };

    public static LocalTenantSeed With(this LocalTenantSeed seed, ResourceServer api) => seed with
    {
        ResourceServers = [.. seed.ResourceServers.Where(other => other.Identifier != api.Identifier), api],
    };

    public static LocalTenantSeed With(this LocalTenantSeed seed, User user) => seed with
    {
        Users = [.. seed.Users.Where(other => other.UserId != user.UserId), user],
    };

    public static LocalTenantSeed With(this LocalTenantSeed seed, TenantSettings settings) => seed with { Settings = settings };
}
