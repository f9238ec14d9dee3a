namespace ApiAuth.LocalTenant;

/// <summary>Everything the tenant knows: its APIs, applications, grants and users. A seed that contradicts itself is refused.</summary>
public sealed record LocalTenantSeed
{
    /// <summary>A tenant that knows nobody.</summary>
    public static LocalTenantSeed Empty { get; } = new();

    /// <summary>Organizer, World Mappers and their clients; the parts are named in <see cref="SampleTenant"/>.</summary>
    public static LocalTenantSeed Samples => SampleTenant.Seed;

    /// <summary>The APIs.</summary>
    public IReadOnlyList<ResourceServer> ResourceServers { get; init; } = [];

    /// <summary>The applications.</summary>
    public IReadOnlyList<Client> Clients { get; init; } = [];

    /// <summary>What the applications may ask for.</summary>
    public IReadOnlyList<ClientGrant> ClientGrants { get; init; } = [];

    /// <summary>The users.</summary>
    public IReadOnlyList<User> Users { get; init; } = [];

    /// <summary>What the users allowed the applications.</summary>
    public IReadOnlyList<UserGrant> UserGrants { get; init; } = [];

    /// <summary>How the tenant as a whole behaves.</summary>
    public TenantSettings Settings { get; init; } = new();
}
