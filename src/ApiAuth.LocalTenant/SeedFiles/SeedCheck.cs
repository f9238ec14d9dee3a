using ApiAuth.LocalTenant.Model;
using ApiAuth.LocalTenant.Schemas;

namespace ApiAuth.LocalTenant.SeedFiles;

/// <summary>Finds the entry of a seed document that contradicts another: the first without which the contradictions are fewer.</summary>
internal static class SeedCheck
{
    /// <summary>The first contradiction, and where it stands; null for none.</summary>
    public static SchemaProblem? Problem(LocalTenantSeed seed)
    {
        var problems = SeedContradictions.Find(seed).ToList();
        return problems.Count == 0 ? null : new(Place(seed, problems[0]), problems[0].TrimEnd('.'), "", null);
    }

    // Entries are put back one by one, the ones that others name first: the contradiction appears with the entry that makes it.
    private static string Place(LocalTenantSeed seed, string problem)
    {
        var part = LocalTenantSeed.Empty;
        foreach (var (path, add) in Steps(seed))
        {
            part = add(part);
            if (SeedContradictions.Find(part).Contains(problem))
                return path;
        }

        return "";
    }

    private static IEnumerable<(string Path, Func<LocalTenantSeed, LocalTenantSeed> Add)> Steps(LocalTenantSeed seed)
    {
        foreach (var (index, api) in seed.ResourceServers.Index())
            yield return ($"resource_servers[{index}]", part => part with { ResourceServers = [.. part.ResourceServers, api] });
        foreach (var (index, client) in seed.Clients.Index())
            yield return ($"clients[{index}]", part => part with { Clients = [.. part.Clients, client] });
        foreach (var (index, grant) in seed.ClientGrants.Index())
            yield return ($"client_grants[{index}]", part => part with { ClientGrants = [.. part.ClientGrants, grant] });
        foreach (var (index, user) in seed.Users.Index())
            yield return ($"users[{index}]", part => part with { Users = [.. part.Users, user] });
        foreach (var (index, grant) in seed.UserGrants.Index())
            yield return ($"grants[{index}]", part => part with { UserGrants = [.. part.UserGrants, grant] });
        yield return ("tenant", part => part with { Settings = seed.Settings });
    }
}
