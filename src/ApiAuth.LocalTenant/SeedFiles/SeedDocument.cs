using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Resources;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.SeedFiles;

/// <summary>A seed as a JSON document: the lists of what the tenant knows, each entry as the Management API has it.</summary>
internal static class SeedDocument
{
    private const string Schema = "$schema";
    private const string Tenant = "tenant";
    private const string ResourceServers = "resource_servers";
    private const string Clients = "clients";
    private const string ClientGrants = "client_grants";
    private const string Users = "users";
    private const string Grants = "grants";

    public static ObjectShape Shape { get; } = new(
    [
        new(Schema, new TextShape { Description = "Where the schema of this file is." }),
        new(Tenant, TenantSettingsResource.Table.ShapeFor(MemberUse.Seed) with { Description = "How the tenant as a whole behaves." }),
        new(ResourceServers, List(ResourceServerResource.Table, "The APIs.")),
        new(Clients, List(ClientResource.Table, "The applications.")),
        new(ClientGrants, List(ClientGrantResource.Table, "What the applications may ask for.")),
        new(Users, List(UserResource.Table, "The users.")),
        new(Grants, List(UserGrantResource.Table, "What the users allowed the applications.")),
    ])
    {
        Description = "What a local tenant knows when it starts.",
    };

    /// <summary>Reads the document, or says what is wrong with it and where.</summary>
    public static LocalTenantSeed Read(string text, string file)
    {
        if (text.Length > SeedText.Largest)
            throw SeedText.TooLarge(file);
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        try
        {
            using var document = StrictJson.Parse(bytes, JsonCommentHandling.Skip, trailingCommas: true);
            if (Shape.Check(document.RootElement, "") is { } problem)
                throw new LocalTenantException(SeedProblem.Text(problem, bytes, file));
            return Build(document.RootElement, bytes, file);
        }
        catch (JsonException broken)
        {
            throw new LocalTenantException($"{file}{(broken.LineNumber is { } line ? $", line {line + 1}" : "")}: this is no JSON. {SeedProblem.Reason(broken)}", broken);
        }
    }

    public static JsonObject Describe()
    {
        var schema = Shape.Describe();
        schema.Insert(0, Schema, "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Seed of a local tenant");
        return schema;
    }

    private static LocalTenantSeed Build(JsonElement root, byte[] bytes, string file)
    {
        var seed = new LocalTenantSeed
        {
            Settings = root.TryGetProperty(Tenant, out var settings) ? TenantSettingsResource.Table.Create(settings) : new(),
            ResourceServers = Read(root, ResourceServers, ResourceServerResource.Table),
            Clients = [.. Read(root, Clients, ClientResource.Table).Select(ClientResource.Completed)],
            ClientGrants = Read(root, ClientGrants, ClientGrantResource.Table),
            Users = Read(root, Users, UserResource.Table),
            UserGrants = Read(root, Grants, UserGrantResource.Table),
        };
        return SeedCheck.Problem(seed) is { } problem ? throw new LocalTenantException(SeedProblem.Text(problem, bytes, file)) : seed;
    }

    private static T[] Read<T>(JsonElement root, string name, Resource<T> table) =>
        root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(table.Create)] : [];

    private static ListShape List<T>(Resource<T> table, string description) => new(table.ShapeFor(MemberUse.Seed)) { Description = description };
}
