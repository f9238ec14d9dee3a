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

    // Entries are put back, the ones that others name first: the contradiction appears with the entry that makes it, which halving finds.
    private static string Place(LocalTenantSeed seed, string problem)
    {
        var places = Places(seed).ToList();
        var (without, with) = (0, places.Count);
        while (with - without > 1)
        {
            var half = (without + with) / 2;
            if (SeedContradictions.Find(First(seed, half)).Contains(problem))
                with = half;
            else
                without = half;
        }

        return places[with - 1];
    }

    private static IEnumerable<string> Places(LocalTenantSeed seed) =>
    [
        .. seed.ResourceServers.Select((_, index) => $"resource_servers[{index}]"),
        .. seed.Clients.Select((_, index) => $"clients[{index}]"),
        .. seed.ClientGrants.Select((_, index) => $"client_grants[{index}]"),
        .. seed.Users.Select((_, index) => $"users[{index}]"),
        .. seed.UserGrants.Select((_, index) => $"grants[{index}]"),
        "tenant",
    ];

    /// <summary>The seed of the entries at the first places; the settings come last of all.</summary>
    private static LocalTenantSeed First(LocalTenantSeed seed, int count)
    {
        return new()
        {
            ResourceServers = Take(seed.ResourceServers),
            Clients = Take(seed.Clients),
            ClientGrants = Take(seed.ClientGrants),
            Users = Take(seed.Users),
            UserGrants = Take(seed.UserGrants),
            Settings = count > 0 ? seed.Settings : new(),
        };

        T[] Take<T>(IReadOnlyList<T> entries)
        {
            T[] taken = [.. entries.Take(count)];
            count -= taken.Length;
            return taken;
        }
    }
}
