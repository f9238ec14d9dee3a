using ApiAuth.LocalTenant;

namespace ApiAuth.Interop.Tests.Clients;

/// <summary>Our tenant with one client of every kind. Nobody listens at the callback.</summary>
static class ForeignTenant
{
    private const string Callback = "http://localhost:9/callback";

    public static ResourceServer Api { get; } = new()
    {
        Identifier = "urn:organizer-api",
        Scopes = [new("contacts", "Manage your contacts"), new("tasks", "Manage your tasks")],
        AllowOfflineAccess = true,
    };

    public static Client WebApp { get; } = new()
    {
        Name = "Web app",
        ClientSecret = "of the web app",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        Callbacks = [Callback],
        RefreshToken = new() { Rotation = RefreshTokenRotation.Rotating },
    };

    public static Client BrowserApp { get; } = WebApp with
    {
        ClientId = "BrowserApp0000000000000000000001",
        Name = "Browser app",
        ClientSecret = null,
        TokenEndpointAuthMethod = TokenEndpointAuthMethod.None,
        AppType = ApplicationType.Spa,
    };

    public static Client Partner { get; } = WebApp with
    {
        ClientId = "tpc_Partner000000000000001",
        Name = "Partner",
        ClientSecret = "of the partner",
        IsFirstParty = false,
        RedirectionPolicy = RedirectionPolicy.AllowAlways,
    };

    public static Client Machine { get; } = new() { Name = "Machine", ClientSecret = "of the machine", GrantTypes = [GrantType.ClientCredentials] };

    public static User User { get; } = new() { Email = "alice@example.com", Password = "password of Alice", Name = "Alice Adams" };

    public static Task<LocalTenantServer> StartAsync(ResourceServer? api = null, bool keysWithoutAlgorithm = false, Client? signer = null) => LocalTenantServer.StartAsync(new()
    {
        AllowOutsideDevelopment = true,
        RemoveAlgFromJwks = keysWithoutAlgorithm,
        Seed = new()
        {
            ResourceServers = [api ?? Api],
            Clients = [WebApp, BrowserApp, Partner, Machine, .. new[] { signer }.OfType<Client>()],
            ClientGrants =
            [
                new() { ClientId = Partner.ClientId, Audience = Api.Identifier, Scope = ["contacts", "tasks"], SubjectType = SubjectType.User },
                new() { ClientId = Machine.ClientId, Audience = Api.Identifier, Scope = ["contacts", "tasks"] },
                .. new[] { signer }.OfType<Client>().Select(client => new ClientGrant { ClientId = client.ClientId, Audience = Api.Identifier, Scope = ["contacts", "tasks"] }),
            ],
            Users = [User],
        },
    });
}
