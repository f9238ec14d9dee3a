namespace ApiAuth.LocalTenant.Model;

internal static class SeedContradictions
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    /// <summary>One sentence for each thing in the seed that cannot be; none when the seed is sound.</summary>
    public static IEnumerable<string> Find(LocalTenantSeed seed) =>
        [.. InResourceServers(seed), .. ClientContradictions.Find(seed), .. InClientGrants(seed), .. UserContradictions.Find(seed), .. InSettings(seed)];

    public static bool IsLifetime(TimeSpan lifetime) => lifetime >= TimeSpan.FromSeconds(1) && lifetime <= LongestLifetime;

    public static IEnumerable<T> Repeated<T>(IEnumerable<T> values, IEqualityComparer<T>? comparer = null) =>
        values.GroupBy(value => value, comparer).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    public static IEnumerable<string> OutsideApi(LocalTenantSeed seed, string who, string audience, IEnumerable<string> scopes)
    {
        var api = seed.ResourceServers.FirstOrDefault(api => api.Identifier == audience);
        if (api is null)
            return [$"{who} names the API \"{audience}\", which does not exist."];
        return scopes.Except(api.Scopes.Select(scope => scope.Value))
            .Select(scope => $"{who} names the scope \"{scope}\", which API \"{audience}\" does not have.");
    }

    public static IEnumerable<string> InCustomClaims(string who, IReadOnlyList<CustomClaim> claims)
    {
        foreach (var name in Repeated(claims.Select(claim => claim.Name)))
            yield return $"{who} has the custom claim \"{name}\" twice.";
        foreach (var claim in claims.Where(claim => claim.Name.Length == 0 || ReservedClaims.Contains(claim.Name)))
            yield return $"{who} has the custom claim \"{claim.Name}\", a name that the protocol uses.";
    }

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
        var who = $"API \"{api.Identifier}\"";
        if (string.IsNullOrWhiteSpace(api.Identifier))
            yield return "An API has no identifier.";
        foreach (var scope in Repeated(api.Scopes.Select(scope => scope.Value)))
            yield return $"{who} has the scope \"{scope}\" twice.";
        foreach (var scope in api.Scopes.Where(scope => !IsScopeToken(scope.Value)))
            yield return $"{who} has the scope \"{scope.Value}\", which is not a scope-token of RFC 6749 §3.3.";
        if (!IsLifetime(api.TokenLifetime) || !IsLifetime(api.TokenLifetimeForWeb))
            yield return $"{who} has a token lifetime outside 1 second to 30 days.";
        if (HasPermissions(api.TokenDialect) && !api.EnforcePolicies)
            yield return $"{who} has the dialect {api.TokenDialect}, which needs EnforcePolicies.";
        foreach (var problem in InCustomClaims(who, api.CustomClaims))
            yield return problem;
    }

    private static IEnumerable<string> InClientGrants(LocalTenantSeed seed)
    {
        foreach (var id in Repeated(seed.ClientGrants.Select(grant => grant.Id)))
            yield return $"Two client grants have the id \"{id}\".";
        foreach (var (clientId, audience, subject) in Repeated(seed.ClientGrants.Select(grant => (grant.ClientId, grant.Audience, grant.SubjectType))))
            yield return $"There are two client grants for client \"{clientId}\", API \"{audience}\" and subject type {subject}.";
        foreach (var grant in seed.ClientGrants)
        {
            if (grant.ClientId != ClientGrant.ThirdPartyClients && seed.Clients.All(client => client.ClientId != grant.ClientId))
                yield return $"Client grant \"{grant.Id}\" names the client \"{grant.ClientId}\", which does not exist.";
            foreach (var problem in OutsideApi(seed, $"Client grant \"{grant.Id}\"", grant.Audience, grant.Scope))
                yield return problem;
        }
    }

    private static IEnumerable<string> InSettings(LocalTenantSeed seed)
    {
        var settings = seed.Settings;
        if (settings.DefaultAudience is { } audience && seed.ResourceServers.All(api => api.Identifier != audience))
            yield return $"The default audience is the API \"{audience}\", which does not exist.";
        if (!IsSessionLifetime(settings.SessionLifetime) || !IsSessionLifetime(settings.IdleSessionLifetime))
            yield return "The tenant has a session lifetime outside 1 minute to 365 days.";
        if (settings.RateLimit is { } limit && !IsRateLimit(limit))
            yield return "The tenant has a rate limit outside 1 to 1000000 requests in 1 second to 1 day.";
        if (settings.Doubtful.InvalidGrantStatus is not (400 or 403) || settings.Doubtful.CallbackMismatchStatus is not (400 or 403))
            yield return "A doubtful answer has a status other than 400 or 403.";
    }

    private static bool HasPermissions(TokenDialect dialect) => dialect is TokenDialect.AccessTokenAuthz or TokenDialect.Rfc9068ProfileAuthz;

    private static bool IsSessionLifetime(TimeSpan lifetime) => lifetime >= TimeSpan.FromMinutes(1) && lifetime <= TimeSpan.FromDays(365);

    private static bool IsRateLimit(RateLimit limit) =>
        limit.Requests is >= 1 and <= 1_000_000 && limit.Window >= TimeSpan.FromSeconds(1) && limit.Window <= TimeSpan.FromDays(1);

    private static bool IsScopeToken(string value) =>
        value.Length > 0 && value.All(c => c is >= '!' and <= '~' and not '"' and not '\\');
}
