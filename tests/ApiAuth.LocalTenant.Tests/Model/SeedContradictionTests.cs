using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.Model;

public class SeedContradictionTests
{
    private static readonly ResourceServer Api = new() { Id = "1", Identifier = "urn:api", Scopes = [new("read")] };
    private static readonly Client Caller = new() { ClientId = "caller", Name = "Caller", ClientSecret = "secret", GrantTypes = ["client_credentials"] };
    private static readonly ClientGrant Grant = new() { Id = "cgr_1", ClientId = "caller", Audience = "urn:api", Scope = ["read"] };
    private static readonly User Person = new() { UserId = "auth0|1", Email = "a@example.com", Permissions = [new("urn:api", "read")] };

    private static readonly UserGrant Consent = new() { Id = "1", UserId = "auth0|1", ClientId = "caller", Audience = "urn:api", Scope = ["read", "gone"] };

    private static readonly LocalTenantSeed Sound = new()
    {
        ResourceServers = [Api], Clients = [Caller], ClientGrants = [Grant], Users = [Person], Settings = new() { DefaultAudience = "urn:api" },
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
        { WithApis(Api with { CustomClaims = [CustomClaim.Of("scope", "all")] }), "API \"urn:api\" has the custom claim \"scope\", a name that the protocol uses." },
        { WithClients(Caller with { CustomClaims = [CustomClaim.Of("a", 1), CustomClaim.Of("a", 2)] }), "Client \"Caller\" has the custom claim \"a\" twice." },
        { WithUsers(Person with { CustomClaims = [CustomClaim.Of("sub", "me")] }), "User \"auth0|1\" has the custom claim \"sub\", a name that the protocol uses." },
        {
            WithClients(Caller with { IsFirstParty = false, GrantTypes = ["implicit"] }),
            "Client \"Caller\" is a strict third-party application and cannot use implicit."
        },
        { WithClients(Caller with { Callbacks = ["/callback"] }), "Client \"Caller\" has the callback \"/callback\"; write an absolute URI without fragment." },
        { WithClients(Caller with { Callbacks = ["https://a.test/#b"] }), "Client \"Caller\" has the callback \"https://a.test/#b\"; write an absolute URI without fragment." },
        { WithClients(Caller with { Callbacks = ["javascript:alert(1)"] }), "Client \"Caller\" has the callback \"javascript:alert(1)\"; write an absolute URI without fragment." },
        { WithClients(Caller with { AllowedLogoutUrls = ["data:text/html,x"] }), "Client \"Caller\" has the logout URL \"data:text/html,x\"; write an absolute URI without fragment." },
        { WithClients(Caller with { WebOrigins = ["https://a.test/"] }), Origin("https://a.test/") },
        { WithClients(Caller with { AllowedOrigins = ["*"] }), Origin("*") },
        { WithClients(Caller with { AllowedOrigins = ["null"] }), Origin("null") },
        { WithClients(Caller with { IdTokenLifetime = TimeSpan.Zero }), "Client \"Caller\" has an ID token lifetime outside 1 second to 30 days." },
        { WithClients(Caller with { RefreshToken = new() { Leeway = TimeSpan.FromMinutes(11) } }), "Client \"Caller\" has a refresh token leeway outside 0 to 10 minutes." },
        { WithClients(Caller with { RefreshToken = new() { Leeway = TimeSpan.FromSeconds(-1) } }), "Client \"Caller\" has a refresh token leeway outside 0 to 10 minutes." },
        { WithClients(Caller with { RefreshToken = new() { Lifetime = TimeSpan.Zero } }), "Client \"Caller\" has a refresh token lifetime under 1 second." },
        { WithClients(Caller with { RefreshToken = new() { IdleLifetime = TimeSpan.Zero } }), "Client \"Caller\" has a refresh token lifetime under 1 second." },
        { WithUsers(Person, Person with { UserId = "auth0|2", Email = "A@EXAMPLE.COM" }), "Two users have the e-mail address \"a@example.com\"." },
        { WithUsers(Person with { Password = "" }), "User \"auth0|1\" has an empty password." },
        { WithConsents(Consent, Consent with { Audience = "urn:api" }), "Two user grants have the id \"1\". There are two user grants for user \"auth0|1\", client \"caller\" and API \"urn:api\"." },
        { WithConsents(Consent with { UserId = "nobody" }), "User grant \"1\" names the user \"nobody\", which does not exist." },
        { WithConsents(Consent with { ClientId = "nobody" }), "User grant \"1\" names the client \"nobody\", which does not exist." },
        { WithConsents(Consent with { Audience = "urn:none" }), "User grant \"1\" names the API \"urn:none\", which does not exist." },
        { Sound with { Settings = new() { SessionLifetime = TimeSpan.Zero } }, "The tenant has a session lifetime outside 1 minute to 365 days." },
        { Sound with { Settings = new() { IdleSessionLifetime = TimeSpan.FromDays(366) } }, "The tenant has a session lifetime outside 1 minute to 365 days." },
        { Sound with { Settings = new() { Doubtful = new() { InvalidGrantStatus = 200 } } }, "A doubtful answer has a status other than 400 or 403." },
        { Sound with { Settings = new() { Doubtful = new() { CallbackMismatchStatus = 302 } } }, "A doubtful answer has a status other than 400 or 403." },
        { Sound with { Settings = new() { DefaultAudience = "urn:none" } }, "The default audience is the API \"urn:none\", which does not exist." },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    [Proves(ErrorRow.PermissionsWithoutPolicies)]
    public async Task A_seed_that_contradicts_itself_is_refused_with_the_reason(LocalTenantSeed seed, string problem)
    {
        await using var sound = await TenantUnderTest.StartAsync(Sound with { UserGrants = [Consent] });

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => TenantUnderTest.StartAsync(seed));

        Assert.Equal($"The tenant's seed contradicts itself. {problem}", refusal.Message);
    }

    [Fact]
    public async Task Every_contradiction_is_named_at_once()
    {
        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => TenantUnderTest.StartAsync(Sound with { ResourceServers = [], Settings = new() }));

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

    private static LocalTenantSeed WithConsents(params UserGrant[] grants) => Sound with { UserGrants = grants };

    private static string Origin(string origin) => $"Client \"Caller\" has the origin \"{origin}\"; write scheme, host and port only, such as http://localhost:7002.";

    private static LocalTenantSeed WithUsers(params User[] users) => Sound with { Users = users };
}
