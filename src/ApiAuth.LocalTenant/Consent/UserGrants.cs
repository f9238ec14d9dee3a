namespace ApiAuth.LocalTenant.Consent;

/// <summary>Remembers what users agreed to.</summary>
internal sealed class UserGrants(TenantStore store)
{
    public UserGrant? Find(User user, Client client, ResourceServer? api) =>
        api is null ? null : store.FindUserGrant(user.UserId, client.ClientId, api.Identifier);

    /// <summary>Adds to what the user agreed to before.</summary>
    public void Allow(User user, Client client, ResourceServer api, IReadOnlyList<string> scope) => store.Update(seed =>
    {
        var grant = seed.UserGrants.FirstOrDefault(Same) ?? new UserGrant { UserId = user.UserId, ClientId = client.ClientId, Audience = api.Identifier };
        return seed with { UserGrants = [.. seed.UserGrants.Where(other => !Same(other)), grant with { Scope = [.. grant.Scope.Union(scope)] }] };

        bool Same(UserGrant other) => (other.UserId, other.ClientId, other.Audience) == (user.UserId, client.ClientId, api.Identifier);
    });

    public void Withdraw(string userId, string clientId, string audience) => store.Update(seed => seed with
    {
        UserGrants = [.. seed.UserGrants.Where(grant => (grant.UserId, grant.ClientId, grant.Audience) != (userId, clientId, audience))],
    });
}
