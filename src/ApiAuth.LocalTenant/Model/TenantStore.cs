using System.Collections.Frozen;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant;

/// <summary>What the tenant knows, in memory. Safe to use from many threads: readers see one state whole, a change takes effect whole or not at all.</summary>
public sealed class TenantStore
{
    private readonly Lock changing = new();
    private readonly SystemApi system;
    private readonly LocalTenantSeed first;
    private volatile Index index;

    internal TenantStore(LocalTenantSeed seed, SystemApi system)
    {
        this.system = system;
        first = seed;
        ThrowIfAny(Contradictions(seed), "The tenant's seed contradicts itself. ");
        index = new(seed);
    }

    /// <summary>The present state.</summary>
    public LocalTenantSeed Current => index.Seed;

    /// <summary>The present state together with what the tenant has by itself: the Management API and the client for it.</summary>
    internal LocalTenantSeed Whole => system.AddTo(Current);

    /// <summary>Replaces the present state by what <paramref name="change"/> makes of it.</summary>
    /// <exception cref="LocalTenantException">The outcome contradicts itself, as the message says; the state stays as it was.</exception>
    public void Update(Func<LocalTenantSeed, LocalTenantSeed> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        ThrowIfAny(TryUpdate(change), "");
    }

    /// <summary>Goes back to the seed that the tenant began with.</summary>
    internal void Reset() => Update(_ => first);

    /// <summary>As <see cref="Update"/>; says what contradicts itself in the outcome, and nothing when it has taken effect.</summary>
    internal IReadOnlyList<string> TryUpdate(Func<LocalTenantSeed, LocalTenantSeed> change)
    {
        lock (changing)
        {
            var changed = change(index.Seed);
            var problems = Contradictions(changed);
            if (problems.Count == 0)
                index = new(changed);
            return problems;
        }
    }

    internal ResourceServer? FindResourceServer(string identifier) => index.ResourceServers.GetValueOrDefault(identifier) ?? system.FindApi(identifier);

    internal Client? FindClient(string clientId) => index.Clients.GetValueOrDefault(clientId) ?? system.FindClient(clientId);

    internal User? FindUser(string userId) => index.Users.GetValueOrDefault(userId);

    internal User? FindUserByEmail(string email) => index.UsersByEmail.GetValueOrDefault(email);

    internal UserGrant? FindUserGrant(string userId, string clientId, string audience) => index.UserGrants.GetValueOrDefault((userId, clientId, audience));

    /// <summary>The client's own grant, or else the one for third-party applications; with the scopes that it comes down to.</summary>
    internal ClientGrant? FindClientGrant(Client client, ResourceServer api, SubjectType subject)
    {
        var grant = Find(client.ClientId) ?? (client.IsFirstParty ? null : Find(ClientGrant.ThirdPartyClients)) ?? system.FindGrant(client, api, subject);
        return grant?.AllowAllScopes == true ? grant with { Scope = [.. api.Scopes.Select(scope => scope.Value)] } : grant;

        ClientGrant? Find(string clientId) => index.ClientGrants.GetValueOrDefault((clientId, api.Identifier, subject));
    }

    private List<string> Contradictions(LocalTenantSeed seed) => [.. SeedContradictions.Find(system.AddTo(seed))];

    private static void ThrowIfAny(IReadOnlyList<string> problems, string introduction)
    {
        if (problems.Count > 0)
            throw new LocalTenantException(introduction + string.Join(' ', problems));
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
