using System.Collections.Frozen;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>What the tenant knows, in memory. Safe to use from many threads: readers see one state whole, a change takes effect whole or not at all.</summary>
public sealed class TenantStore
{
    private readonly Lock changing = new();
    private volatile Index index;

    internal TenantStore(LocalTenantSeed seed) => index = new(Sound(seed, "The tenant's seed contradicts itself. "));

    /// <summary>The present state.</summary>
    public LocalTenantSeed Current => index.Seed;

    /// <summary>Replaces the present state by what <paramref name="change"/> makes of it.</summary>
    /// <exception cref="LocalTenantException">The outcome contradicts itself, as the message says; the state stays as it was.</exception>
    public void Update(Func<LocalTenantSeed, LocalTenantSeed> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (changing)
            index = new(Sound(change(index.Seed), ""));
    }

    internal ResourceServer? FindResourceServer(string identifier) => index.ResourceServers.GetValueOrDefault(identifier);

    internal Client? FindClient(string clientId) => index.Clients.GetValueOrDefault(clientId);

    internal User? FindUser(string userId) => index.Users.GetValueOrDefault(userId);

    internal User? FindUserByEmail(string email) => index.UsersByEmail.GetValueOrDefault(email);

    internal UserGrant? FindUserGrant(string userId, string clientId, string audience) => index.UserGrants.GetValueOrDefault((userId, clientId, audience));

    internal ClientGrant? FindClientGrant(Client client, ResourceServer api, SubjectType subject) =>
        index.ClientGrants.GetValueOrDefault((client.ClientId, api.Identifier, subject));

    private static LocalTenantSeed Sound(LocalTenantSeed seed, string introduction)
    {
        var problems = SeedContradictions.Find(seed).ToList();
        return problems.Count == 0 ? seed : throw new LocalTenantException(introduction + string.Join(' ', problems));
    }

    private sealed class Index(LocalTenantSeed seed)
    {
        public LocalTenantSeed Seed { get; } = seed;

        public FrozenDictionary<string, ResourceServer> ResourceServers { get; } = seed.ResourceServers.ToFrozenDictionary(api => api.Identifier);

        public FrozenDictionary<string, Client> Clients { get; } = seed.Clients.ToFrozenDictionary(client => client.ClientId);

        public FrozenDictionary<string, User> Users { get; } = seed.Users.ToFrozenDictionary(user => user.UserId);

        public FrozenDictionary<string, User> UsersByEmail { get; } = seed.Users.ToFrozenDictionary(user => user.Email, StringComparer.OrdinalIgnoreCase);

        public FrozenDictionary<(string UserId, string ClientId, string Audience), UserGrant> UserGrants { get; } =
            seed.UserGrants.ToFrozenDictionary(grant => (grant.UserId, grant.ClientId, grant.Audience));

        public FrozenDictionary<(string ClientId, string Audience, SubjectType Subject), ClientGrant> ClientGrants { get; } =
            seed.ClientGrants.ToFrozenDictionary(grant => (grant.ClientId, grant.Audience, grant.SubjectType));
    }
}
