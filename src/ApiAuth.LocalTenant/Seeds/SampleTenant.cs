namespace ApiAuth.LocalTenant;

/// <summary>The APIs, applications and users of the samples. The secrets are public: they are for development only.</summary>
public static class SampleTenant
{
    /// <summary>Organizer API: appointments, contacts and tasks of users.</summary>
    public static ResourceServer OrganizerApi { get; } = new()
    {
        Id = "0f9a2c000000000000000001",
        Identifier = "urn:organizer-api",
        Name = "Organizer API",
        Scopes =
        [
            new("contacts", "Manage your contacts"),
            new("appointments", "Manage your appointments"),
            new("tasks", "Manage your tasks"),
        ],
        AllowOfflineAccess = true,
    };

    /// <summary>World Mappers API: geocoding and directions, for servers.</summary>
    public static ResourceServer WorldMappersApi { get; } = new()
    {
        Id = "0f9a2c000000000000000002",
        Identifier = "urn:worldmappers",
        Name = "World Mappers API",
        Scopes =
        [
            new("directions", "Get directions for a route"),
            new("geocode:location", "Geocode a location"),
            new("reverse-geocode:location", "Reverse Geocode a location"),
        ],
    };

    /// <summary>Third-party web application on port 7003: appointments and contacts of Organizer's users, also while they are away.</summary>
    public static Client CalendarApp { get; } = new()
    {
        ClientId = "CalendarApp000000000000000000001",
        ClientSecret = "development-only-secret-of-CalendarApp",
        Name = "CalendarApp",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        IsFirstParty = false,
        ThirdPartySecurityMode = ThirdPartySecurityMode.Permissive,
        Callbacks = AtPort(7003, "/auth/organizer/callback"),
        AllowedLogoutUrls = AtPort(7003, "/"),
        RefreshToken = new() { Rotation = RefreshTokenRotation.Rotating },
    };

    /// <summary>
    /// Third-party single-page application on port 7002, a public client: tasks of Organizer's users. Permissive, because a strict third-party
    /// application cannot use the implicit grant.
    /// </summary>
    public static Client MyTodos { get; } = new()
    {
        ClientId = "MyTodosIo00000000000000000000001",
        Name = "MyTodos.io",
        AppType = ApplicationType.Spa,
        GrantTypes = [GrantType.AuthorizationCode, GrantType.Implicit, GrantType.RefreshToken],
        TokenEndpointAuthMethod = TokenEndpointAuthMethod.None,
        IsFirstParty = false,
        ThirdPartySecurityMode = ThirdPartySecurityMode.Permissive,
        Callbacks = [.. AtPort(7002, ""), .. AtPort(7002, "/"), .. AtPort(7002, "/callback")],
        AllowedLogoutUrls = [.. AtPort(7002, ""), .. AtPort(7002, "/")],
        WebOrigins = AtPort(7002, ""),
        RefreshToken = new() { Rotation = RefreshTokenRotation.Rotating },
    };

    /// <summary>Strict third-party web application on port 7004: contacts of Organizer's users.</summary>
    public static Client TextApp { get; } = new()
    {
        ClientId = "tpc_TextAppIo0000000000001",
        ClientSecret = "development-only-secret-of-TextApp.io",
        Name = "TextApp.io",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        IsFirstParty = false,
        RedirectionPolicy = RedirectionPolicy.AllowAlways,
        Callbacks = AtPort(7004, "/auth/organizer/callback"),
        AllowedLogoutUrls = AtPort(7004, "/"),
    };

    /// <summary>A server that asks World Mappers for directions.</summary>
    public static Client GiftDeliveries { get; } = new()
    {
        ClientId = "GiftDeliveries000000000000000001",
        ClientSecret = "development-only-secret-of-GiftDeliveries",
        Name = "Gift Deliveries",
        AppType = ApplicationType.NonInteractive,
        GrantTypes = [GrantType.ClientCredentials],
    };

    /// <summary>A server that asks World Mappers where things are.</summary>
    public static Client TaxiFinder { get; } = new()
    {
        ClientId = "TaxiFinder0000000000000000000001",
        ClientSecret = "development-only-secret-of-TaxiFinder",
        Name = "Taxi Finder",
        AppType = ApplicationType.NonInteractive,
        GrantTypes = [GrantType.ClientCredentials],
    };

    /// <summary>The client of the Management API. It is in no seed: every tenant has it, see <see cref="LocalTenantOptions.ManagementClient"/>.</summary>
    public static Client Management { get; } = new()
    {
        ClientId = "LocalTenantManagement00000000001",
        ClientSecret = "development-only-secret-of-Management",
        Name = "Management",
        AppType = ApplicationType.NonInteractive,
        GrantTypes = [GrantType.ClientCredentials],
    };

    /// <summary>The first user.</summary>
    public static User Alice { get; } = new()
    {
        UserId = "auth0|a11ce0000000000000000001",
        Email = "alice@example.com",
        Password = "password-of-alice",
        Name = "Alice Adams",
        GivenName = "Alice",
        FamilyName = "Adams",
        Nickname = "alice",
    };

    /// <summary>The second user.</summary>
    public static User Bob { get; } = new()
    {
        UserId = "auth0|b0b000000000000000000002",
        Email = "bob@example.com",
        Password = "password-of-bob",
        Name = "Bob Brown",
        GivenName = "Bob",
        FamilyName = "Brown",
        Nickname = "bob",
    };

    internal static LocalTenantSeed Seed { get; } = new()
    {
        ResourceServers = [OrganizerApi, WorldMappersApi],
        Clients = [CalendarApp, MyTodos, TextApp, GiftDeliveries, TaxiFinder],
        ClientGrants =
        [
            ForUsers("cgr_CalendarApp00001", CalendarApp, OrganizerApi, "appointments", "contacts"),
            ForUsers("cgr_MyTodosIo0000001", MyTodos, OrganizerApi, "tasks"),
            ForUsers("cgr_TextAppIo0000001", TextApp, OrganizerApi, "contacts"),
            ForItself("cgr_GiftDeliveries01", GiftDeliveries, WorldMappersApi, "directions"),
            ForItself("cgr_TaxiFinder000001", TaxiFinder, WorldMappersApi, "geocode:location", "reverse-geocode:location"),
        ],
        Users = [Alice, Bob],
    };

    /// <summary>The application with every address of its own at another origin, for samples that listen elsewhere.</summary>
    /// <param name="client">An application whose addresses are http or https.</param>
    /// <param name="origin">Such as <c>http://localhost:8003</c>; only scheme, host and port count.</param>
    public static Client At(Client client, Uri origin)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(origin);
        var target = origin.GetLeftPart(UriPartial.Authority);
        return client with
        {
            Callbacks = Moved(client.Callbacks),
            AllowedLogoutUrls = Moved(client.AllowedLogoutUrls),
            WebOrigins = Moved(client.WebOrigins),
            AllowedOrigins = Moved(client.AllowedOrigins),
        };

        IReadOnlyList<string> Moved(IEnumerable<string> urls) =>
            [.. urls.Select(url => target + url[new Uri(url).GetLeftPart(UriPartial.Authority).Length..]).Distinct()];
    }

    private static string[] AtPort(int port, string path) => [$"http://localhost:{port}{path}", $"http://127.0.0.1:{port}{path}"];

    private static ClientGrant ForUsers(string id, Client client, ResourceServer api, params string[] scope) =>
        ForItself(id, client, api, scope) with { SubjectType = SubjectType.User };

    private static ClientGrant ForItself(string id, Client client, ResourceServer api, params string[] scope) =>
        new() { Id = id, ClientId = client.ClientId, Audience = api.Identifier, Scope = scope };
}
