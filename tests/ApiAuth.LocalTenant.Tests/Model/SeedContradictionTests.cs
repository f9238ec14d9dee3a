namespace ApiAuth.LocalTenant.Tests.Model;

public class SeedContradictionTests
{
    private static readonly ResourceServer Api = new() { Id = "1", Identifier = "urn:api", Scopes = [new("read")] };
    private static readonly Client Caller = new() { ClientId = "caller", Name = "Caller", ClientSecret = "secret", GrantTypes = ["client_credentials"] };
    private static readonly ClientGrant Grant = new() { Id = "cgr_1", ClientId = "caller", Audience = "urn:api", Scope = ["read"] };
    private static readonly User Person = new() { UserId = "auth0|1", Email = "a@example.com", Permissions = [new("urn:api", "read")] };

    private static readonly LocalTenantSeed Sound = new()
    {
        ResourceServers = [Api], Clients = [Caller], ClientGrants = [Grant], Users = [Person], DefaultAudience = "urn:api",
    };

    public static TheoryData<LocalTenantSeed, string> Contradictions => new()
    {
        { WithApis(Api, Api with { Id = "2" }), "Two APIs have the identifier \"urn:api\"." },
        { WithApis(Api, Api with { Identifier = "urn:other" }), "Two APIs have the id \"1\"." },
        { WithApis(Api, new() { Identifier = " " }), "An API has no identifier." },
        { WithApis(Api with { Scopes = [new("read"), new("read")] }), "API \"urn:api\" has the scope \"read\" twice." },
        { WithApis(Api with { Scopes = [new("read"), new("a b")] }), "API \"urn:api\" has the scope \"a b\", which is not a scope-token of RFC 6749 §3.3." },
        { WithApis(Api with { Scopes = [new("read"), new("")] }), "API \"urn:api\" has the scope \"\", which is not a scope-token of RFC 6749 §3.3." },
        { WithApis(Api with { TokenLifetime = TimeSpan.Zero }), "API \"urn:api\" has a token lifetime outside 1 second to 30 days." },
        { WithApis(Api with { TokenLifetimeForWeb = TimeSpan.FromDays(31) }), "API \"urn:api\" has a token lifetime outside 1 second to 30 days." },
        { WithApis(Api with { TokenDialect = TokenDialect.AccessTokenAuthz }), "API \"urn:api\" has the dialect AccessTokenAuthz, which needs EnforcePolicies." },
        { WithApis(Api with { TokenDialect = TokenDialect.Rfc9068ProfileAuthz }), "API \"urn:api\" has the dialect Rfc9068ProfileAuthz, which needs EnforcePolicies." },
        { WithClients(Caller, Caller with { Name = "Twin" }), "Two clients have the client_id \"caller\"." },
        { WithClients(Caller, Caller with { ClientId = "" }), "Client \"Caller\" has no client_id." },
        { WithClients(Caller with { ClientSecret = null }), "Client \"Caller\" has no secret; give it one or set its token_endpoint_auth_method to none." },
        { WithClients(Caller with { ClientSecret = "" }), "Client \"Caller\" has no secret; give it one or set its token_endpoint_auth_method to none." },
        {
            WithClients(Caller with { TokenEndpointAuthMethod = TokenEndpointAuthMethod.None, GrantTypes = [] }),
            "Client \"Caller\" is public (token_endpoint_auth_method none) but has a secret."
        },
        {
            WithClients(Caller with { TokenEndpointAuthMethod = TokenEndpointAuthMethod.None, ClientSecret = null }),
            "Client \"Caller\" is public and cannot use client_credentials."
        },
        { WithClients(Caller with { GrantTypes = ["client_credential"] }), "Client \"Caller\" has the unknown grant type \"client_credential\"." },
        { WithGrants(Grant, Grant with { SubjectType = SubjectType.User }), "Two client grants have the id \"cgr_1\"." },
        { WithGrants(Grant, Grant with { Id = "cgr_2" }), "There are two client grants for client \"caller\", API \"urn:api\" and subject type Client." },
        { WithGrants(Grant with { ClientId = "nobody" }), "Client grant \"cgr_1\" names the client \"nobody\", which does not exist." },
        { WithGrants(Grant with { Audience = "urn:none" }), "Client grant \"cgr_1\" names the API \"urn:none\", which does not exist." },
        { WithGrants(Grant with { Scope = ["read", "write"] }), "Client grant \"cgr_1\" names the scope \"write\", which API \"urn:api\" does not have." },
        { WithUsers(Person, Person with { Email = "b@example.com" }), "Two users have the user_id \"auth0|1\"." },
        { WithUsers(Person with { UserId = "" }), "A user has no user_id." },
        { WithUsers(Person with { Permissions = [new("urn:api", "write")] }), "User \"auth0|1\" names the scope \"write\", which API \"urn:api\" does not have." },
        { WithUsers(Person with { Permissions = [new("urn:none", "read")] }), "User \"auth0|1\" names the API \"urn:none\", which does not exist." },
        { Sound with { DefaultAudience = "urn:none" }, "The default audience is the API \"urn:none\", which does not exist." },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task A_seed_that_contradicts_itself_is_refused_with_the_reason(LocalTenantSeed seed, string problem)
    {
        await using var sound = await TenantUnderTest.StartAsync(Sound);

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => TenantUnderTest.StartAsync(seed));

        Assert.Equal($"The tenant's seed contradicts itself. {problem}", refusal.Message);
    }

    [Fact]
    public async Task Every_contradiction_is_named_at_once()
    {
        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => TenantUnderTest.StartAsync(Sound with { ResourceServers = [], DefaultAudience = null }));

        Assert.Equal(
            "The tenant's seed contradicts itself. Client grant \"cgr_1\" names the API \"urn:api\", which does not exist. User \"auth0|1\" names the API \"urn:api\", which does not exist.",
            refusal.Message);
    }

    [Fact]
    public async Task An_empty_seed_is_sound()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Empty);

        Assert.Empty(server.Tenant.Store.Current.Clients);
    }

    private static LocalTenantSeed WithApis(params ResourceServer[] apis) => Sound with { ResourceServers = apis };

    private static LocalTenantSeed WithClients(params Client[] clients) => Sound with { Clients = clients };

    private static LocalTenantSeed WithGrants(params ClientGrant[] grants) => Sound with { ClientGrants = grants };

    private static LocalTenantSeed WithUsers(params User[] users) => Sound with { Users = users };
}
