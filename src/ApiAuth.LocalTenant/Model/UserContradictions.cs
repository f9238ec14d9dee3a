namespace ApiAuth.LocalTenant.Model;

internal static class UserContradictions
{
    public static IEnumerable<string> Find(LocalTenantSeed seed) => InUsers(seed).Concat(seed.Users.SelectMany(user => InUser(seed, user))).Concat(InUserGrants(seed));

    private static IEnumerable<string> InUsers(LocalTenantSeed seed)
    {
        foreach (var userId in SeedContradictions.Repeated(seed.Users.Select(user => user.UserId)))
            yield return $"Two users have the user_id \"{userId}\".";
        foreach (var email in SeedContradictions.Repeated(seed.Users.Select(user => user.Email), StringComparer.OrdinalIgnoreCase))
            yield return $"Two users have the e-mail address \"{email}\".";
    }

    private static IEnumerable<string> InUser(LocalTenantSeed seed, User user)
    {
        var who = $"User \"{user.UserId}\"";
        if (string.IsNullOrWhiteSpace(user.UserId))
            yield return "A user has no user_id.";
        if (user.Password?.Length == 0)
            yield return $"{who} has an empty password.";
        foreach (var permissions in user.Permissions.GroupBy(permission => permission.Audience))
            foreach (var problem in SeedContradictions.OutsideApi(seed, who, permissions.Key, permissions.Select(permission => permission.Value)))
                yield return problem;
        foreach (var problem in SeedContradictions.InCustomClaims(who, user.CustomClaims))
            yield return problem;
    }

    private static IEnumerable<string> InUserGrants(LocalTenantSeed seed)
    {
        foreach (var id in SeedContradictions.Repeated(seed.UserGrants.Select(grant => grant.Id)))
            yield return $"Two user grants have the id \"{id}\".";
        foreach (var (userId, clientId, audience) in SeedContradictions.Repeated(seed.UserGrants.Select(grant => (grant.UserId, grant.ClientId, grant.Audience))))
            yield return $"There are two user grants for user \"{userId}\", client \"{clientId}\" and API \"{audience}\".";
        foreach (var grant in seed.UserGrants)
        {
            if (seed.Users.All(user => user.UserId != grant.UserId))
                yield return $"User grant \"{grant.Id}\" names the user \"{grant.UserId}\", which does not exist.";
            if (seed.Clients.All(client => client.ClientId != grant.ClientId))
                yield return $"User grant \"{grant.Id}\" names the client \"{grant.ClientId}\", which does not exist.";
            if (seed.ResourceServers.All(api => api.Identifier != grant.Audience))
                yield return $"User grant \"{grant.Id}\" names the API \"{grant.Audience}\", which does not exist.";
        }
    }
}
