using ApiAuth.LocalTenant.Tests.OAuth;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Management;

public class ClientsApiTests
{
    public static TheoryData<string, string> BadBodies => new()
    {
        { "{}", "'Missing required property: name'." },
        { "{\"name\":\"\"}", "'String is too short (0 chars), minimum 1' on property name (A name for people)." },
        { "{\"name\":\"x\",\"client_id\":\"mine\"}", "'Additional properties not allowed: client_id'." },
        { "{\"name\":\"x\",\"client_secret\":\"mine\"}", "'Additional properties not allowed: client_secret'." },
        { "{\"name\":\"x\",\"app_type\":\"toaster\"}", "'No enum match for: toaster' on property app_type (The kind of application)." },
        { "{\"name\":\"x\",\"grant_types\":[\"authorization_code\",\"magic\"]}", "'No enum match for: magic' on property grant_types[1]." },
        { "{\"name\":\"x\",\"callbacks\":\"http://localhost\"}", "'Expected type array but found type string' on property callbacks (Where the user may be sent back to after signing in)." },
        { "{\"name\":\"x\",\"callbacks\":[\"/relative\"]}", "Client \"x\" has the callback \"/relative\"; write an absolute URI without fragment." },
        { "{\"name\":\"x\",\"refresh_token\":{\"leeway\":601}}", "'Value 601 is greater than maximum 600' on property refresh_token.leeway (Seconds in which a rotated one may be used again)." },
        { "{\"name\":\"x\",\"require_proof_of_possession\":true}", "'No enum match for: true' on property require_proof_of_possession (Tokens bound to a key (DPoP))." },
        { "{\"name\":\"x\",\"token_endpoint_auth_method\":\"none\",\"grant_types\":[\"client_credentials\"]}", "Client \"x\" is public and cannot use client_credentials." },
        { "{\"name\":\"x\",\"is_first_party\":false,\"grant_types\":[\"implicit\"]}", "Client \"x\" is a strict third-party application and cannot use implicit." },
    };

    [Fact]
    public async Task A_name_is_enough()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "clients", "{\"name\":\"Notes\"}");

        Assert.Equal(201, created.Status);
        Assert.Matches("^[0-9A-Za-z]{32}$", created["client_id"]);
        Assert.Matches("^[0-9A-Za-z_-]{64}$", created["client_secret"]);
        AssertJson($$"""
            {"client_id":"{{created["client_id"]}}","client_secret":"{{created["client_secret"]}}","name":"Notes","is_first_party":true,
            "grant_types":["authorization_code","implicit","refresh_token","client_credentials"],
            "jwt_configuration":{"secret_encoded":false,"lifetime_in_seconds":36000,"alg":"RS256"},
            "refresh_token":{"rotation_type":"non-rotating","leeway":0,"token_lifetime":2592000,"idle_token_lifetime":1296000,
            "infinite_token_lifetime":true,"infinite_idle_token_lifetime":true,"expiration_type":"non-expiring"} }
            """, created.Body);
    }

    [Fact]
    public async Task A_third_party_application_is_strict_by_default()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "clients", "{\"name\":\"Notes\",\"is_first_party\":false,\"app_type\":\"regular_web\"}");

        Assert.Matches("^tpc_[0-9A-Za-z]{22}$", created["client_id"]);
        Assert.Equal(("strict", "open_redirect_protection", "regular_web"), (created["third_party_security_mode"], created["redirection_policy"], created["app_type"]));
        AssertJson("[\"authorization_code\"]", created.Body!["grant_types"]);
        AssertJson("""
            {"rotation_type":"non-rotating","leeway":0,"token_lifetime":31557600,"idle_token_lifetime":2592000,"infinite_token_lifetime":false,"infinite_idle_token_lifetime":false,"expiration_type":"expiring"}
            """, created.Body["refresh_token"]);
    }

    [Theory]
    [InlineData("{\"name\":\"x\",\"app_type\":\"spa\"}", "none", "authorization_code implicit refresh_token")]
    [InlineData("{\"name\":\"x\",\"app_type\":\"native\"}", "none", "authorization_code implicit refresh_token")]
    [InlineData("{\"name\":\"x\",\"app_type\":\"non_interactive\"}", null, "client_credentials")]
    [InlineData("{\"name\":\"x\",\"app_type\":\"spa\",\"grant_types\":[\"authorization_code\"]}", "none", "authorization_code")]
    [InlineData("{\"name\":\"x\",\"is_first_party\":false,\"third_party_security_mode\":\"permissive\"}", null, "authorization_code implicit refresh_token client_credentials")]
    public async Task What_an_application_of_a_kind_may_do_goes_without_saying(string body, string? method, string grantTypes)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "clients", body);

        Assert.Equal((201, method, grantTypes, method is null), (created.Status, created["token_endpoint_auth_method"], string.Join(' ', created.Body!["grant_types"]!.AsArray()), created["client_secret"] is not null));
    }

    [Fact]
    public async Task A_client_made_here_gets_tokens_once_it_has_a_grant()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var client = await server.ManageAsync("POST", "clients", "{\"name\":\"Notes\"}");
        await server.ManageAsync("POST", "resource-servers", "{\"identifier\":\"urn:notes\",\"scopes\":[{\"value\":\"read\"},{\"value\":\"write\"}]}");
        var request = new TokenRequest { ClientId = client["client_id"], ClientSecret = client["client_secret"], Audience = "urn:notes", Scope = null };
        Assert.Equal(403, (await server.RequestTokenAsync(request)).Status);

        await server.ManageAsync("POST", "client-grants", $"{{\"client_id\":\"{client["client_id"]}\",\"audience\":\"urn:notes\",\"scope\":[\"read\"]}}");

        Assert.Equal((200, "read"), (await server.RequestTokenAsync(request)) is var answer ? (answer.Status, answer.Scope) : default);
        Assert.Null(await Verification.FailureAsync(server, answer.AccessToken, "urn:notes"));
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_breaks_one_rule_is_refused(string body, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(201, (await server.ManageAsync("POST", "clients", "{\"name\":\"good\"}")).Status);

        Assert.Equal((400, 400, "Bad Request", $"Payload validation error: {problem}", "invalid_body"), (await server.ManageAsync("POST", "clients", body)).Refusal);
    }

    [Theory]
    [InlineData("{}", "'Too few properties defined (0), minimum 1'.")]
    [InlineData("{\"is_first_party\":true}", "'Additional properties not allowed: is_first_party'.")]
    [InlineData("{\"third_party_security_mode\":\"permissive\"}", "'Additional properties not allowed: third_party_security_mode'.")]
    [InlineData("{\"name\":null}", "'Expected type string but found type null' on property name (A name for people).")]
    public async Task A_change_that_breaks_one_rule_is_refused(string body, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.TextApp.ClientId}";
        Assert.Equal(200, (await server.ManageAsync("PATCH", path, "{\"name\":\"TextApp 2\"}")).Status);

        Assert.Equal((400, 400, "Bad Request", $"Payload validation error: {problem}", "invalid_body"), (await server.ManageAsync("PATCH", path, body)).Refusal);
    }

    [Fact]
    public async Task A_change_answers_the_whole_application_and_null_clears()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.CalendarApp.ClientId}";

        var changed = await server.ManageAsync("PATCH", path, "{\"callbacks\":[\"https://calendar.example/back\"],\"allowed_logout_urls\":null,\"refresh_token\":{\"leeway\":5,\"token_lifetime\":60,\"infinite_token_lifetime\":false}}");
        var cleared = await server.ManageAsync("PATCH", path, "{\"refresh_token\":null}");

        AssertJson("[\"https://calendar.example/back\"]", changed.Body!["callbacks"]);
        Assert.Null(changed["allowed_logout_urls"]);
        Assert.Equal(("rotating", "5", "60", "false", "expiring"), Refresh(changed));
        Assert.Equal(("non-rotating", "0", "2592000", "true", "non-expiring"), Refresh(cleared));
        Assert.Equal(200, cleared.Status);
    }

    [Fact]
    public async Task Secrets_are_shown_to_those_who_may_read_them()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.TaxiFinder.ClientId}";

        var reader = $"Bearer {await server.ManagementTokenAsync("read:clients", "update:clients")}";
        var keyReader = $"Bearer {await server.ManagementTokenAsync("read:client_keys")}";

        Assert.Null((await server.ManageAsync("GET", path, null, reader))["client_secret"]);
        Assert.Null((await server.ManageAsync("PATCH", path, "{\"name\":\"Taxi\"}", reader))["client_secret"]);
        Assert.DoesNotContain("secret-of", (await server.ManageAsync("GET", "clients", null, reader)).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(SampleTenant.TaxiFinder.ClientSecret, (await server.ManageAsync("GET", path, null, keyReader))["client_secret"]);
        Assert.Contains(SampleTenant.TaxiFinder.ClientSecret!, (await server.ManageAsync("GET", "clients", null, keyReader)).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_changed_only_with_the_scope_for_secrets_and_the_rest_only_with_the_scope_for_the_rest()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.TaxiFinder.ClientId}";
        var both = "{\"name\":\"Taxi\",\"client_secret\":\"another\"}";

        foreach (var (scope, missing) in new[] { ("update:clients", "update:client_keys"), ("update:client_keys", "update:clients") })
            Assert.Equal(
                (403, 403, "Forbidden", $"Insufficient scope, expected any of: {missing}", "insufficient_scope"),
                (await server.ManageAsync("PATCH", path, both, $"Bearer {await server.ManagementTokenAsync(scope)}")).Refusal);
        Assert.Equal(200, (await server.ManageAsync("PATCH", path, both)).Status);
        Assert.Equal("another", server.Tenant.Store.FindClient(SampleTenant.TaxiFinder.ClientId)!.ClientSecret);
    }

    [Fact]
    public async Task A_rotated_secret_takes_the_place_of_the_old_one()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var rotated = await server.ManageAsync("POST", $"clients/{SampleTenant.GiftDeliveries.ClientId}/rotate-secret");

        Assert.Equal(200, rotated.Status);
        Assert.Equal(401, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = rotated["client_secret"] })).Status);
        Assert.Equal(
            (400, 400, "Bad Request", "A client whose method of authentication is none has no secret", null),
            (await server.ManageAsync("POST", $"clients/{SampleTenant.MyTodos.ClientId}/rotate-secret")).Refusal);
    }

    [Fact]
    public async Task A_client_that_becomes_public_loses_its_secret_and_gets_a_new_one_when_it_is_confidential_again()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var path = $"clients/{SampleTenant.TextApp.ClientId}";

        var hidden = await server.ManageAsync("PATCH", path, "{\"token_endpoint_auth_method\":\"none\"}");
        var again = await server.ManageAsync("PATCH", path, "{\"token_endpoint_auth_method\":\"client_secret_basic\"}");

        Assert.Null(hidden["client_secret"]);
        Assert.Matches("^[0-9A-Za-z_-]{64}$", again["client_secret"]);
    }

    [Fact]
    public async Task A_deleted_client_takes_its_grants_along()
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal(204, (await server.ManageAsync("DELETE", $"clients/{SampleTenant.GiftDeliveries.ClientId}")).Status);

        Assert.DoesNotContain(server.Tenant.Store.Current.ClientGrants, grant => grant.ClientId == SampleTenant.GiftDeliveries.ClientId);
        Assert.Equal(401, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
    }

    [Fact]
    public async Task The_tenants_own_client_cannot_be_changed_and_one_that_does_not_exist_is_not_found()
    {
        await using var server = await TenantUnderTest.StartAsync();

        foreach (var (method, path, body) in new[] { ("PATCH", "", "{\"name\":\"x\"}"), ("DELETE", "", null), ("POST", "/rotate-secret", null) })
        {
            Assert.Equal("operation_not_supported", (await server.ManageAsync(method, $"clients/{SampleTenant.Management.ClientId}{path}", body))["errorCode"]);
            Assert.Equal((404, 404, "Not Found", "The client does not exist", "inexistent_client"), (await server.ManageAsync(method, $"clients/nobody{path}", body)).Refusal);
        }
    }

    [Theory]
    [InlineData("is_first_party=false", "CalendarApp,MyTodos.io,TextApp.io")]
    [InlineData("app_type=spa", "MyTodos.io")]
    [InlineData("app_type=spa,non_interactive&is_first_party=true", "Gift Deliveries,Taxi Finder,Management")]
    public async Task Applications_are_filtered(string query, string names)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal(names, string.Join(',', (await server.ManageAsync("GET", $"clients?{query}")).Body!.AsArray().Select(client => (string)client!["name"]!)));
    }

    private static (string, string, string, string, string) Refresh(ManagementReply reply)
    {
        var token = reply.Body!["refresh_token"]!;
        return (Text("rotation_type"), Text("leeway"), Text("token_lifetime"), Text("infinite_token_lifetime"), Text("expiration_type"));

        string Text(string name) => token[name]!.ToString();
    }
}
