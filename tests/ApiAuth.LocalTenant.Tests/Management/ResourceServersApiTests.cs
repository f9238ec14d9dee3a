using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.OAuth;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Management;

public class ResourceServersApiTests
{
    private const string Whole = """
        {
          "name": "Notes", "identifier": "https://notes.example/",
          "scopes": [{ "value": "read:notes", "description": "Read your notes" }, { "value": "write:notes" }],
          "signing_alg": "PS256", "token_lifetime": 600, "token_lifetime_for_web": 300,
          "allow_offline_access": true, "skip_consent_for_verifiable_first_party_clients": true, "enforce_policies": true,
          "token_dialect": "rfc9068_profile_authz",
          "subject_type_authorization": { "user": { "policy": "require_client_grant" }, "client": { "policy": "deny_all" } }
        }
        """;

    public static TheoryData<string, string> BadBodies => new()
    {
        { "{}", "'Missing required property: identifier'." },
        { "{\"identifier\":1}", "'Expected type string but found type integer' on property identifier (The audience of tokens for the API; cannot be changed)." },
        { "{\"identifier\":\"\"}", "'String is too short (0 chars), minimum 1' on property identifier (The audience of tokens for the API; cannot be changed)." },
        { "{\"identifier\":null}", "'Expected type string but found type null' on property identifier (The audience of tokens for the API; cannot be changed)." },
        { "{\"identifier\":\"urn:x\",\"id\":\"1\"}", "'Additional properties not allowed: id'." },
        { "{\"identifier\":\"urn:x\",\"is_system\":true}", "'Additional properties not allowed: is_system'." },
        { "{\"identifier\":\"urn:x\",\"colour\":1,\"size\":2}", "'Additional properties not allowed: colour,size'." },
        { "{\"identifier\":\"urn:x\",\"name\":\"<b>\"}", "'String does not match pattern ^[^<>]*$: <b>' on property name (A name for people)." },
        { "{\"identifier\":\"urn:x\",\"signing_alg\":\"HS256\"}", "'No enum match for: HS256' on property signing_alg (How tokens are signed)." },
        { "{\"identifier\":\"urn:x\",\"token_lifetime\":2592001}", "'Value 2592001 is greater than maximum 2592000' on property token_lifetime (Life of a token in seconds)." },
        { "{\"identifier\":\"urn:x\",\"token_lifetime\":0}", "'Value 0 is less than minimum 1' on property token_lifetime (Life of a token in seconds)." },
        { "{\"identifier\":\"urn:x\",\"token_lifetime\":1.5}", "'Expected type integer but found type number' on property token_lifetime (Life of a token in seconds)." },
        { "{\"identifier\":\"urn:x\",\"scopes\":{}}", "'Expected type array but found type object' on property scopes (Every scope of the API)." },
        { "{\"identifier\":\"urn:x\",\"scopes\":[{\"value\":\"a\"},{}]}", "'Missing required property: value' on property scopes[1]." },
        { "{\"identifier\":\"urn:x\",\"scopes\":[{\"value\":\"a\",\"Value\":\"b\"}]}", "'Additional properties not allowed: Value' on property scopes[0]." },
        { "{\"identifier\":\"urn:x\",\"subject_type_authorization\":{\"user\":{\"policy\":\"maybe\"}}}", "'No enum match for: maybe' on property subject_type_authorization.user.policy (The policy)." },
        { "{\"identifier\":\"urn:x\",\"allow_online_access\":true}", "'No enum match for: true' on property allow_online_access (Online access of sessions)." },
        { "{\"identifier\":\"urn:x\",\"token_dialect\":\"access_token_authz\"}", "API \"urn:x\" has the dialect AccessTokenAuthz, which needs EnforcePolicies." },
        { "{\"identifier\":\"urn:x\",\"scopes\":[{\"value\":\"a\"},{\"value\":\"a\"}]}", "API \"urn:x\" has the scope \"a\" twice." },
        { "[]", "'Expected type object but found type array'." },
    };

    [Fact]
    public async Task An_identifier_is_enough()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "resource-servers", "{\"identifier\":\"https://x\"}");

        var id = (string)created.Body!["id"]!;
        Assert.Equal(201, created.Status);
        Assert.Matches("^[0-9a-f]{24}$", id);
        AssertJson($$"""
            {"id":"{{id}}","identifier":"https://x","allow_offline_access":false,"skip_consent_for_verifiable_first_party_clients":false,
            "subject_type_authorization":{"client":{"policy":"require_client_grant"},"user":{"policy":"allow_all"} },
            "token_lifetime":86400,"token_lifetime_for_web":7200,"signing_alg":"RS256"}
            """, created.Body);
    }

    [Fact]
    public async Task What_was_created_is_read_and_listed_as_it_was_sent()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Empty);
        var created = await server.ManageAsync("POST", "resource-servers", Whole);
        var sent = JsonNode.Parse(Whole)!.AsObject();
        sent["id"] = created["id"];

        AssertJson(sent.ToJsonString(), created.Body);
        AssertJson(sent.ToJsonString(), (await server.ManageAsync("GET", $"resource-servers/{created["id"]}")).Body);
        AssertJson(sent.ToJsonString(), (await server.ManageAsync("GET", "resource-servers")).Body![0]);
    }

    [Fact]
    public async Task The_system_API_is_listed_and_cannot_be_changed()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var system = (await server.ManageAsync("GET", "resource-servers?identifiers=https%3A%2F%2Flocal-tenant.test%2Fapi%2Fv2%2F")).Body![0]!;

        Assert.Equal(("Auth0 Management API", "true"), (system["name"]!.ToString(), system["is_system"]!.ToString()));
        foreach (var (method, body) in new[] { ("PATCH", "{\"name\":\"x\"}"), ("DELETE", null) })
            Assert.Equal(
                (403, 403, "Forbidden", "The Management API and the tenant's own client for it cannot be changed", "operation_not_supported"),
                (await server.ManageAsync(method, $"resource-servers/{system["id"]}", body)).Refusal);
    }

    [Theory]
    [InlineData("https://notes.example/", true)]
    [InlineData("https://notes.example/", false)]
    [InlineData("https://notes.example/a%2Fb?c=d&e", false)]
    [InlineData("urn:notes", true)]
    [InlineData("two words", false)]
    public async Task An_API_is_found_and_changed_by_its_encoded_identifier(string identifier, bool inProcess)
    {
        await using var server = await (inProcess ? TenantUnderTest.StartAsync() : LocalTenantServer.StartAsync(TenantUnderTest.Options()));
        await server.ManageAsync("POST", "resource-servers", new JsonObject { ["identifier"] = identifier }.ToJsonString());
        var path = $"resource-servers/{Uri.EscapeDataString(identifier)}";

        Assert.Equal(identifier, (await server.ManageAsync("GET", path))["identifier"]);
        Assert.Equal("Notes", (await server.ManageAsync("PATCH", path, "{\"name\":\"Notes\"}"))["name"]);
        Assert.Equal(204, (await server.ManageAsync("DELETE", path)).Status);
        Assert.Equal(404, (await server.ManageAsync("GET", path)).Status);
    }

    [Fact]
    public async Task A_change_answers_the_whole_API_and_null_clears()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var id = (await server.ManageAsync("POST", "resource-servers", Whole))["id"];

        var changed = await server.ManageAsync("PATCH", $"resource-servers/{id}", """
            { "name": null, "scopes": [{ "value": "share:notes" }], "token_dialect": null, "enforce_policies": false, "token_lifetime": null, "subject_type_authorization": null }
            """);

        Assert.Equal(200, changed.Status);
        AssertJson($$"""
            {"id":"{{id}}","identifier":"https://notes.example/","scopes":[{"value":"share:notes"}],"signing_alg":"PS256","token_lifetime":86400,"token_lifetime_for_web":300,
            "allow_offline_access":true,"skip_consent_for_verifiable_first_party_clients":true,"enforce_policies":false,
            "subject_type_authorization":{"client":{"policy":"require_client_grant"},"user":{"policy":"allow_all"} } }
            """, changed.Body);
    }

    [Fact]
    public async Task A_nested_member_that_is_not_sent_stays()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var id = (await server.ManageAsync("POST", "resource-servers", Whole))["id"];

        var changed = await server.ManageAsync("PATCH", $"resource-servers/{id}", "{\"subject_type_authorization\":{\"user\":{\"policy\":\"deny_all\"}}}");

        AssertJson("{\"user\":{\"policy\":\"deny_all\"},\"client\":{\"policy\":\"deny_all\"}}", changed.Body!["subject_type_authorization"]);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_breaks_one_rule_is_refused(string body, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(201, (await server.ManageAsync("POST", "resource-servers", "{\"identifier\":\"urn:good\"}")).Status);

        var reply = await server.ManageAsync("POST", "resource-servers", body);

        Assert.Equal((400, 400, "Bad Request", $"Payload validation error: {problem}", "invalid_body"), reply.Refusal);
        Assert.Null(server.Tenant.Store.FindResourceServer("urn:x"));
    }

    [Theory]
    [InlineData("{}", "'Too few properties defined (0), minimum 1'.")]
    [InlineData("{\"identifier\":\"urn:other\"}", "'Additional properties not allowed: identifier'.")]
    [InlineData("{\"scopes\":[null]}", "'Expected type object but found type null' on property scopes[0].")]
    [InlineData("{\"token_dialect\":\"access_token_authz\"}", "API \"urn:worldmappers\" has the dialect AccessTokenAuthz, which needs EnforcePolicies.")]
    public async Task A_change_that_breaks_one_rule_is_refused_and_changes_nothing(string body, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var before = server.Tenant.Store.Current;

        var reply = await server.ManageAsync("PATCH", "resource-servers/urn:worldmappers", body);

        Assert.Equal((400, 400, "Bad Request", $"Payload validation error: {problem}", "invalid_body"), reply.Refusal);
        Assert.Same(before, server.Tenant.Store.Current);
    }

    [Theory]
    [InlineData("{", 400, "Bad Request", "Invalid request payload JSON format", "application/json")]
    [InlineData("", 400, "Bad Request", "Invalid request payload JSON format", "application/json")]
    [InlineData("{\"identifier\":\"\\ud800\"}", 400, "Bad Request", "Invalid request payload JSON format", "application/json")]
    [InlineData("{\"identifier\":\"urn:a\",\"identifier\":\"urn:b\"}", 400, "Bad Request", "Invalid request payload JSON format", "application/json")]
    [InlineData("identifier=urn:a", 415, "Unsupported Media Type", "Unsupported Media Type", "application/x-www-form-urlencoded")]
    [InlineData("{\"identifier\":\"urn:a\"}", 415, "Unsupported Media Type", "Unsupported Media Type", "text/plain")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, int status, string error, string message, string contentType)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/resource-servers")
        {
            Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(contentType)),
            Headers = { { "Authorization", $"Bearer {await server.ManagementTokenAsync()}" } },
        };

        Assert.Equal((status, status, error, message, null), (await client.ReplyAsync(request)).Refusal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var reply = await server.ManageAsync("POST", "resource-servers", $"{{\"identifier\":\"{new string('a', 64 * 1024)}\"}}");

        Assert.Equal((413, 413, "Payload Too Large", "Payload content length greater than maximum allowed: 65536", null), reply.Refusal);
    }

    [Theory]
    [InlineData("urn:organizer-api")]
    [InlineData("https://local-tenant.test/api/v2/")]
    public async Task A_second_API_with_the_same_identifier_is_a_conflict(string identifier)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var reply = await server.ManageAsync("POST", "resource-servers", $"{{\"identifier\":\"{identifier}\"}}");

        Assert.Equal((409, 409, "Conflict", "A resource server with the same identifier already exists", "resource_server_conflict"), reply.Refusal);
    }

    [Fact]
    public async Task An_API_that_does_not_exist_is_not_found()
    {
        await using var server = await TenantUnderTest.StartAsync();

        foreach (var (method, body) in new[] { ("GET", null), ("PATCH", "{\"name\":\"x\"}"), ("DELETE", null) })
            Assert.Equal((404, 404, "Not Found", "The resource server does not exist", "inexistent_resource_server"), (await server.ManageAsync(method, "resource-servers/urn:nobody", body)).Refusal);
    }

    [Fact]
    public async Task An_id_that_is_too_long_is_a_bad_path()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var reply = await server.ManageAsync("GET", $"resource-servers/{new string('a', 601)}");

        Assert.Equal((400, 400, "Bad Request", "Path validation error: 'String is too long (601 chars), maximum 600' on property id (The id).", "invalid_uri"), reply.Refusal);
    }

    [Fact]
    public async Task A_deleted_API_takes_its_grants_permissions_and_tokens_along()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);

        var reply = await server.ManageAsync("DELETE", $"resource-servers/{SampleTenant.WorldMappersApi.Id}");

        Assert.Equal((204, null), (reply.Status, reply.Body));
        Assert.DoesNotContain(server.Tenant.Store.Current.ClientGrants, grant => grant.Audience == "urn:worldmappers");
        Assert.Equal((403, "access_denied", "Service not enabled within domain: urn:worldmappers"), (await server.RequestTokenAsync(TokenRequest.Valid)).Refusal);
    }

    [Fact]
    public async Task A_scope_that_an_API_loses_is_lost_to_its_client_grants()
    {
        await using var server = await TenantUnderTest.StartAsync();

        await server.ManageAsync("PATCH", "resource-servers/urn:worldmappers", "{\"scopes\":[{\"value\":\"geocode:location\"}]}");

        Assert.Equal((403, "access_denied", "Client has not been granted scopes: directions"), (await server.RequestTokenAsync(TokenRequest.Valid)).Refusal);
        Assert.Equal("geocode:location", (await server.RequestTokenAsync(TokenRequest.For(SampleTenant.TaxiFinder))).Scope);
    }

    [Fact]
    public async Task Fields_can_be_chosen_or_left_out()
    {
        await using var server = await TenantUnderTest.StartAsync();

        AssertJson("{\"id\":\"0f9a2c000000000000000002\",\"name\":\"World Mappers API\"}", (await server.ManageAsync("GET", "resource-servers/urn:worldmappers?fields=id,name")).Body);
        Assert.DoesNotContain("scopes", (await server.ManageAsync("GET", "resource-servers/urn:worldmappers?fields=scopes&include_fields=false")).Object.Select(member => member.Key));
    }
}
