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

    /// <summary>Third-party web application: appointments and contacts of Organizer's users.</summary>
    public static Client CalendarApp { get; } = new()
    {
        ClientId = "CalendarApp000000000000000000001",
        ClientSecret = "development-only-secret-of-CalendarApp",
        Name = "CalendarApp",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        IsFirstParty = false,
        Callbacks = ["http://localhost:7003/auth/organizer/callback"],
    };

    /// <summary>Third-party single-page application, a public client: tasks of Organizer's users.</summary>
    public static Client MyTodos { get; } = new()
    {
        ClientId = "MyTodosIo00000000000000000000001",
        Name = "MyTodos.io",
        GrantTypes = [GrantType.AuthorizationCode, GrantType.Implicit],
        TokenEndpointAuthMethod = TokenEndpointAuthMethod.None,
        IsFirstParty = false,
        Callbacks = ["http://localhost:7002"],
    };

    /// <summary>Third-party web application: contacts of Organizer's users.</summary>
    public static Client TextApp { get; } = new()
    {
        ClientId = "TextAppIo00000000000000000000001",
        ClientSecret = "development-only-secret-of-TextApp.io",
        Name = "TextApp.io",
        GrantTypes = [GrantType.AuthorizationCode],
        IsFirstParty = false,
        Callbacks = ["http://localhost:7004/auth/organizer/callback"],
    };

    /// <summary>A server that asks World Mappers for directions.</summary>
    public static Client GiftDeliveries { get; } = new()
    {
        ClientId = "GiftDeliveries000000000000000001",
        ClientSecret = "development-only-secret-of-GiftDeliveries",
        Name = "Gift Deliveries",
        GrantTypes = [GrantType.ClientCredentials],
    };

    /// <summary>A server that asks World Mappers where things are.</summary>
    public static Client TaxiFinder { get; } = new()
    {
        ClientId = "TaxiFinder0000000000000000000001",
        ClientSecret = "development-only-secret-of-TaxiFinder",
        Name = "Taxi Finder",
        GrantTypes = [GrantType.ClientCredentials],
    };

    /// <summary>The first user.</summary>
    public static User Alice { get; } = new() { UserId = "auth0|a11ce0000000000000000001", Email = "alice@example.com", Name = "Alice Adams" };

    /// <summary>The second user.</summary>
    public static User Bob { get; } = new() { UserId = "auth0|b0b000000000000000000002", Email = "bob@example.com", Name = "Bob Brown" };

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

    private static ClientGrant ForUsers(string id, Client client, ResourceServer api, params string[] scope) =>
        ForItself(id, client, api, scope) with { SubjectType = SubjectType.User };

    private static ClientGrant ForItself(string id, Client client, ResourceServer api, params string[] scope) =>
        new() { Id = id, ClientId = client.ClientId, Audience = api.Identifier, Scope = scope };
}
