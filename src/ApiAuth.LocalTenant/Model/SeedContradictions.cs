namespace ApiAuth.LocalTenant.Model;

internal static class SeedContradictions
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    /// <summary>One sentence for each thing in the seed that cannot be; none when the seed is sound.</summary>
    public static IEnumerable<string> Find(LocalTenantSeed seed) =>
        InResourceServers(seed).Concat(InClients(seed)).Concat(InClientGrants(seed)).Concat(InUsers(seed)).Concat(InDefaultAudience(seed));

    private static IEnumerable<string> InResourceServers(LocalTenantSeed seed)
    {
        foreach (var identifier in Repeated(seed.ResourceServers.Select(api => api.Identifier)))
            yield return $"Two APIs have the identifier \"{identifier}\".";
        foreach (var id in Repeated(seed.ResourceServers.Select(api => api.Id)))
            yield return $"Two APIs have the id \"{id}\".";
        foreach (var problem in seed.ResourceServers.SelectMany(InResourceServer))
            yield return problem;
    }

    private static IEnumerable<string> InResourceServer(ResourceServer api)
    {
        if (string.IsNullOrWhiteSpace(api.Identifier))
            yield return "An API has no identifier.";
        foreach (var scope in Repeated(api.Scopes.Select(scope => scope.Value)))
            yield return $"API \"{api.Identifier}\" has the scope \"{scope}\" twice.";
        foreach (var scope in api.Scopes.Where(scope => !IsScopeToken(scope.Value)))
            yield return $"API \"{api.Identifier}\" has the scope \"{scope.Value}\", which is not a scope-token of RFC 6749 §3.3.";
        if (!IsLifetime(api.TokenLifetime) || !IsLifetime(api.TokenLifetimeForWeb))
            yield return $"API \"{api.Identifier}\" has a token lifetime outside 1 second to 30 days.";
        if (HasPermissions(api.TokenDialect) && !api.EnforcePolicies)
            yield return $"API \"{api.Identifier}\" has the dialect {api.TokenDialect}, which needs EnforcePolicies.";
    }

    private static IEnumerable<string> InClients(LocalTenantSeed seed)
    {
        foreach (var clientId in Repeated(seed.Clients.Select(client => client.ClientId)))
            yield return $"Two clients have the client_id \"{clientId}\".";
        foreach (var problem in seed.Clients.SelectMany(InClient))
            yield return problem;
    }

    private static IEnumerable<string> InClient(Client client)
    {
        var isPublic = client.TokenEndpointAuthMethod == TokenEndpointAuthMethod.None;
        if (string.IsNullOrWhiteSpace(client.ClientId))
            yield return $"Client \"{client.Name}\" has no client_id.";
        if (isPublic && client.ClientSecret is not null)
            yield return $"Client \"{client.Name}\" is public (token_endpoint_auth_method none) but has a secret.";
        if (!isPublic && string.IsNullOrEmpty(client.ClientSecret))
            yield return $"Client \"{client.Name}\" has no secret; give it one or set its token_endpoint_auth_method to none.";
        if (isPublic && client.GrantTypes.Contains(GrantType.ClientCredentials))
            yield return $"Client \"{client.Name}\" is public and cannot use client_credentials.";
        foreach (var grantType in client.GrantTypes.Except(GrantType.All))
            yield return $"Client \"{client.Name}\" has the unknown grant type \"{grantType}\".";
    }

    private static IEnumerable<string> InClientGrants(LocalTenantSeed seed)
    {
        foreach (var id in Repeated(seed.ClientGrants.Select(grant => grant.Id)))
            yield return $"Two client grants have the id \"{id}\".";
        foreach (var (clientId, audience, subject) in Repeated(seed.ClientGrants.Select(grant => (grant.ClientId, grant.Audience, grant.SubjectType))))
            yield return $"There are two client grants for client \"{clientId}\", API \"{audience}\" and subject type {subject}.";
        foreach (var grant in seed.ClientGrants)
        {
            if (seed.Clients.All(client => client.ClientId != grant.ClientId))
                yield return $"Client grant \"{grant.Id}\" names the client \"{grant.ClientId}\", which does not exist.";
            foreach (var problem in OutsideApi(seed, $"Client grant \"{grant.Id}\"", grant.Audience, grant.Scope))
                yield return problem;
        }
    }

    private static IEnumerable<string> InUsers(LocalTenantSeed seed)
    {
        foreach (var userId in Repeated(seed.Users.Select(user => user.UserId)))
            yield return $"Two users have the user_id \"{userId}\".";
        foreach (var user in seed.Users)
        {
            if (string.IsNullOrWhiteSpace(user.UserId))
                yield return "A user has no user_id.";
            foreach (var permissions in user.Permissions.GroupBy(permission => permission.Audience))
                foreach (var problem in OutsideApi(seed, $"User \"{user.UserId}\"", permissions.Key, permissions.Select(permission => permission.Value)))
                    yield return problem;
        }
    }

    private static IEnumerable<string> InDefaultAudience(LocalTenantSeed seed)
    {
        if (seed.DefaultAudience is { } audience && seed.ResourceServers.All(api => api.Identifier != audience))
            yield return $"The default audience is the API \"{audience}\", which does not exist.";
    }

    private static IEnumerable<string> OutsideApi(LocalTenantSeed seed, string who, string audience, IEnumerable<string> scopes)
    {
        var api = seed.ResourceServers.FirstOrDefault(api => api.Identifier == audience);
        if (api is null)
            return [$"{who} names the API \"{audience}\", which does not exist."];
        return scopes.Except(api.Scopes.Select(scope => scope.Value))
            .Select(scope => $"{who} names the scope \"{scope}\", which API \"{audience}\" does not have.");
    }

    private static bool HasPermissions(TokenDialect dialect) => dialect is TokenDialect.AccessTokenAuthz or TokenDialect.Rfc9068ProfileAuthz;

    private static bool IsLifetime(TimeSpan lifetime) => lifetime >= TimeSpan.FromSeconds(1) && lifetime <= LongestLifetime;

    private static bool IsScopeToken(string value) =>
        value.Length > 0 && value.All(c => c is >= '!' and <= '~' and not '"' and not '\\');

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> values) =>
        values.GroupBy(value => value).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
