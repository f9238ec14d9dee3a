using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.SeedFiles;

namespace ApiAuth.LocalTenant;

/// <summary>Everything the tenant knows: its APIs, applications, grants and users. A seed that contradicts itself is refused.</summary>
public sealed record LocalTenantSeed
{
    /// <summary>A tenant that knows nobody.</summary>
    public static LocalTenantSeed Empty { get; } = new();

    /// <summary>Organizer, World Mappers and their clients; the parts are named in <see cref="SampleTenant"/>.</summary>
    public static LocalTenantSeed Samples => SampleTenant.Seed;

    /// <summary>The JSON Schema (draft 2020-12) of what <see cref="FromJson"/> reads.</summary>
    public static string JsonSchema => Json.Text(SeedDocument.Describe(), indented: true);

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

    /// <summary>Reads a seed from JSON, as <c>tenant.schema.json</c> describes it. Comments and trailing commas are taken.</summary>
    /// <param name="json">The text, of at most 4,194,304 characters.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="LocalTenantException">The message names the line and the place, what is wrong there, and what to write.</exception>
    public static LocalTenantSeed FromJson(string json, string file = "seed")
    {
        ArgumentNullException.ThrowIfNull(json);
        return SeedDocument.Read(json, file);
    }

    /// <summary>Reads a seed from a JSON file in UTF-8 of at most 4 MiB.</summary>
    /// <exception cref="LocalTenantException">As <see cref="FromJson"/>, or the file cannot be read.</exception>
    public static LocalTenantSeed FromFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FromJson(SeedText.OfFile(path), Path.GetFileName(path));
    }
}
