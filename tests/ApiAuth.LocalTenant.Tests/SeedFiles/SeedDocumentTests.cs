using System.Text.Json;
using ApiAuth.LocalTenant.SeedFiles;

namespace ApiAuth.LocalTenant.Tests.SeedFiles;

public class SeedDocumentTests
{
    private const string Whole = """
        {
          // People write comments.
          "$schema": "./tenant.schema.json",
          "tenant": {
            "friendly_name": "Notes", "default_audience": "urn:notes", "session_lifetime": 2, "auto_login": true, "introspection": true,
            "flags": { "use_scope_descriptions_for_consent": false },
            "doubtful": { "bad_client": "invalid_client", "invalid_grant_status": 400 },
          },
          "resource_servers": [
            { "id": "aaaaaaaaaaaaaaaaaaaaaaaa", "identifier": "urn:notes", "scopes": [{ "value": "read" }, { "value": "write", "description": "Write" }],
              "enforce_policies": true, "token_dialect": "access_token_authz", "signing_alg": "RS512", "token_lifetime": 60, "custom_claims": { "https://x/plan": { "name": "gold" } } },
          ],
          "clients": [
            { "client_id": "web", "client_secret": "s", "name": "Web", "callbacks": ["http://localhost/cb"], "refresh_token": { "rotation_type": "rotating", "leeway": 3 } },
            { "client_id": "spa", "name": "Spa", "app_type": "spa", "is_first_party": false, "third_party_security_mode": "permissive" },
          ],
          "client_grants": [{ "id": "cgr_1", "client_id": "web", "audience": "urn:notes", "scope": ["read"], "subject_type": "user" }],
          "users": [{ "user_id": "auth0|ada", "email": "ada@example.com", "password": "p", "name": "Ada", "email_verified": false,
            "permissions": [{ "resource_server_identifier": "urn:notes", "permission_name": "read" }] }],
          "grants": [{ "clientID": "web", "user_id": "auth0|ada", "audience": "urn:notes", "scope": ["read"] }]
        }
        """;

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "\"friendly_name\": \"Notes\"", "\"friendly_nam\": \"Notes\"", "line 5, $.tenant.friendly_nam: Additional properties not allowed: friendly_nam. Did you mean \"friendly_name\"?" },
        { "\"session_lifetime\": 2", "\"session_lifetime\": \"2h\"", "line 5, $.tenant.session_lifetime: Expected type integer but found type string. Write a whole number from 1 to 8760." },
        { "\"signing_alg\": \"RS512\"", "\"signing_alg\": \"HS256\"", "line 11, $.resource_servers[0].signing_alg: No enum match for: HS256. Write \"RS256\", \"RS512\" or \"PS256\"." },
        { "{ \"value\": \"read\" }", "\"read\"", "line 10, $.resource_servers[0].scopes[0]: Expected type object but found type string. Write an object: { … } with \"value\" and \"description\"." },
        { "\"client_id\": \"web\", \"client_secret\"", "\"client_secret\"", "line 17, $.client_grants[0]: Client grant \"cgr_1\" names the client \"web\", which does not exist." },
        { "\"name\": \"Spa\", ", "", "line 15, $.clients[1]: Missing required property: name. Add \"name\". Write a text of 1 to 200 characters without < and >." },
        { "\"client_secret\": \"s\", ", "", "line 14, $.clients[0]: Client \"Web\" has no secret; give it one or set its token_endpoint_auth_method to none." },
        { "\"scope\": [\"read\"], \"subject_type\"", "\"scope\": [\"fly\"], \"subject_type\"", "line 17, $.client_grants[0]: Client grant \"cgr_1\" names the scope \"fly\", which API \"urn:notes\" does not have." },
        { "\"permission_name\": \"read\"", "\"permission_name\": \"fly\"", "line 18, $.users[0]: User \"auth0|ada\" names the scope \"fly\", which API \"urn:notes\" does not have." },
        { "\"default_audience\": \"urn:notes\"", "\"default_audience\": \"urn:x\"", "line 4, $.tenant: The default audience is the API \"urn:x\", which does not exist." },
        { "\"client_id\": \"spa\"", "\"client_id\": \"web\"", "line 15, $.clients[1]: Two clients have the client_id \"web\"." },
        { "\"users\": [", "\"users\": [null, ", "line 18, $.users[0]: Expected type object but found type null. Write an object: { … } with \"user_id\", \"email\", \"email_verified\", \"password\", \"must_change_password\", \"name\", \"given_name\", \"family_name\", \"nickname\", \"picture\", \"permissions\" and \"custom_claims\"." },
        { "\"grants\": [", "\"grants\": ", "line 20: this is no JSON. " },
    };

    [Fact]
    public void A_document_becomes_what_the_tenant_knows()
    {
        var seed = LocalTenantSeed.FromJson(Whole);

        Assert.Equal(("Notes", "urn:notes", TimeSpan.FromHours(2), true, false), (seed.Settings.FriendlyName, seed.Settings.DefaultAudience, seed.Settings.SessionLifetime, seed.Settings.AutoLogin, seed.Settings.UseScopeDescriptionsForConsent));
        Assert.Equal((BadClientAnswer.InvalidClient, 400, true), (seed.Settings.Doubtful.BadClient, seed.Settings.Doubtful.InvalidGrantStatus, seed.Settings.Introspection));
        var api = seed.ResourceServers.Single();
        Assert.Equal(("aaaaaaaaaaaaaaaaaaaaaaaa", "urn:notes", SigningAlgorithm.RS512, TokenDialect.AccessTokenAuthz, TimeSpan.FromMinutes(1)), (api.Id, api.Identifier, api.SigningAlgorithm, api.TokenDialect, api.TokenLifetime));
        Assert.Equal([new("read"), new("write", "Write")], api.Scopes);
        Assert.Equal([CustomClaim.Of("https://x/plan", new { name = "gold" })], api.CustomClaims);
        Assert.Equal((RefreshTokenRotation.Rotating, TimeSpan.FromSeconds(3)), (seed.Clients[0].RefreshToken.Rotation, seed.Clients[0].RefreshToken.Leeway));
        Assert.Equal((TokenEndpointAuthMethod.None, false, ThirdPartySecurityMode.Permissive), (seed.Clients[1].TokenEndpointAuthMethod, seed.Clients[1].IsFirstParty, seed.Clients[1].ThirdPartySecurityMode));
        Assert.Equal(SubjectType.User, seed.ClientGrants.Single().SubjectType);
        Assert.Equal(("p", false, new UserPermission("urn:notes", "read")), (seed.Users[0].Password, seed.Users[0].EmailVerified, seed.Users[0].Permissions.Single()));
        Assert.Equal(("web", "auth0|ada"), (seed.UserGrants.Single().ClientId, seed.UserGrants.Single().UserId));
    }

    [Fact]
    public async Task A_tenant_serves_what_a_document_says()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.FromJson(Whole));

        var token = server.Tenant.IssueAccessToken(new() { UserId = "auth0|ada", ClientId = "web", Scope = "read write" });

        Assert.Equal("read", (string?)OAuth.Jwt.Claims(token)["scope"]);
        Assert.Equal("gold", (string?)OAuth.Jwt.Claims(token)["https://x/plan"]!["name"]);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_line_its_place_and_what_to_write(string right, string wrong, string message)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);

        var refusal = Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson(Whole.Replace(right, wrong, StringComparison.Ordinal), "tenant.json"));

        Assert.StartsWith($"tenant.json, {message}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "seed, line 1: this is no JSON. ")]
    [InlineData("{\"users\":[],\"users\":[]}", "seed, line 1: this is no JSON. The name \"users\" stands in its object twice.")]
    [InlineData("[]", "seed, line 1, $: Expected type object but found type array. ")]
    [InlineData("{\n\"clients\": 1 }", "seed, line 2, $.clients: Expected type array but found type integer. Write a list: [ … ]. ")]
    public void A_document_of_another_kind_is_refused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<LocalTenantException>(() => LocalTenantSeed.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_object_is_an_empty_tenant() => Assert.Empty(LocalTenantSeed.FromJson("{}").Clients);

    [Fact]
    public void The_committed_schema_is_the_one_that_documents_are_read_by()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "tenant.schema.json");

        Assert.True(LocalTenantSeed.JsonSchema + "\n" == File.ReadAllText(file), "src/ApiAuth.LocalTenant/SeedFiles/tenant.schema.json is not what \"local-tenant schema\" prints; write it anew.");
    }

    [Fact]
    public void The_schema_knows_every_member_and_nothing_else()
    {
        using var schema = JsonDocument.Parse(LocalTenantSeed.JsonSchema);
        var properties = schema.RootElement.GetProperty("properties");

        Assert.Equal(SeedDocument.Shape.Members.Select(member => member.Name), properties.EnumerateObject().Select(property => property.Name));
        Assert.False(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
        var scope = properties.GetProperty("resource_servers").GetProperty("items").GetProperty("properties").GetProperty("scopes").GetProperty("items");
        Assert.Equal("value", scope.GetProperty("required")[0].GetString());
    }
}
