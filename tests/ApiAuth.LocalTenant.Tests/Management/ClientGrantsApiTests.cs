using ApiAuth.LocalTenant.Tests.OAuth;
using static ApiAuth.LocalTenant.Tests.Management.ManagementCallExtensions;

namespace ApiAuth.LocalTenant.Tests.Management;

public class ClientGrantsApiTests
{
    private const string Good = "{\"client_id\":\"GiftDeliveries000000000000000001\",\"audience\":\"urn:organizer-api\",\"scope\":[\"contacts\"]}";

    [Fact]
    public async Task A_client_grant_is_made_read_changed_and_deleted()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var created = await server.ManageAsync("POST", "client-grants", Good);
        var path = $"client-grants/{created["id"]}";
        var read = await server.ManageAsync("GET", path);
        var changed = await server.ManageAsync("PATCH", path, "{\"scope\":[\"contacts\",\"tasks\"]}");
        var cleared = await server.ManageAsync("PATCH", path, "{\"scope\":null}");
        var deleted = await server.ManageAsync("DELETE", path);

        Assert.Matches("^cgr_[0-9A-Za-z]{16}$", created["id"]);
        Assert.Equal((201, 200, 200, 200, 204, 404), (created.Status, read.Status, changed.Status, cleared.Status, deleted.Status, (await server.ManageAsync("GET", path)).Status));
        AssertJson($$"""{"id":"{{created["id"]}}","client_id":"GiftDeliveries000000000000000001","audience":"urn:organizer-api","scope":["contacts"],"subject_type":"client"}""", created.Body);
        AssertJson(created.Body!.ToJsonString(), read.Body);
        AssertJson("[\"contacts\",\"tasks\"]", changed.Body!["scope"]);
        AssertJson("[]", cleared.Body!["scope"]);
    }

    [Fact]
    public async Task A_client_has_one_grant_for_itself_and_one_for_users_at_each_API()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var forUsers = Good.Replace("\"scope\"", "\"subject_type\":\"user\",\"scope\"", StringComparison.Ordinal);

        Assert.Equal(201, (await server.ManageAsync("POST", "client-grants", Good)).Status);
        Assert.Equal("user", (await server.ManageAsync("POST", "client-grants", forUsers))["subject_type"]);
        foreach (var again in new[] { Good, forUsers })
            Assert.Equal((409, 409, "Conflict", "Client grant already exists", "client_grant_conflict"), (await server.ManageAsync("POST", "client-grants", again)).Refusal);
    }

    [Theory]
    [InlineData("{\"audience\":\"urn:organizer-api\"}", 400, "Payload validation error: exactly one of client_id and default_for is required.", "invalid_body")]
    [InlineData("{\"audience\":\"urn:organizer-api\",\"client_id\":\"x\",\"default_for\":\"third_party_clients\"}", 400, "Payload validation error: exactly one of client_id and default_for is required.", "invalid_body")]
    [InlineData("{\"client_id\":\"x\"}", 400, "Payload validation error: 'Missing required property: audience'.", "invalid_body")]
    [InlineData("{\"client_id\":\"x\",\"audience\":\"urn:organizer-api\",\"id\":\"mine\"}", 400, "Payload validation error: 'Additional properties not allowed: id'.", "invalid_body")]
    [InlineData("{\"client_id\":\"x\",\"audience\":\"urn:organizer-api\",\"scope\":\"contacts\"}", 400, "Payload validation error: 'Expected type array but found type string' on property scope (The scopes that the application may ask for).", "invalid_body")]
    [InlineData("{\"client_id\":\"GiftDeliveries000000000000000001\",\"audience\":\"urn:organizer-api\",\"scope\":[\"fly\"]}", 400, "Payload validation error: scope must be a subset of resource server scopes", "invalid_body")]
    [InlineData("{\"client_id\":\"nobody\",\"audience\":\"urn:organizer-api\"}", 404, "The client does not exist", "inexistent_client")]
    [InlineData("{\"client_id\":\"GiftDeliveries000000000000000001\",\"audience\":\"urn:nothing\"}", 404, "The resource server does not exist", "inexistent_resource_server")]
    public async Task A_grant_that_breaks_one_rule_is_refused(string body, int status, string message, string code)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var reply = await server.ManageAsync("POST", "client-grants", body);

        Assert.Equal((status, message, code), (reply.Status, reply["message"], reply["errorCode"]));
        Assert.Equal(201, (await server.ManageAsync("POST", "client-grants", Good)).Status);
    }

    [Theory]
    [InlineData("{\"scope\":[\"fly\"]}", "Payload validation error: scope must be a subset of resource server scopes")]
    [InlineData("{\"audience\":\"urn:organizer-api\"}", "Payload validation error: 'Additional properties not allowed: audience'.")]
    [InlineData("{}", "Payload validation error: 'Too few properties defined (0), minimum 1'.")]
    public async Task A_change_that_breaks_one_rule_is_refused(string body, string message)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal((400, 400, "Bad Request", message, "invalid_body"), (await server.ManageAsync("PATCH", "client-grants/cgr_GiftDeliveries01", body)).Refusal);
    }

    [Fact]
    public async Task A_grant_for_all_scopes_names_none_and_follows_the_API()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var changed = await server.ManageAsync("PATCH", "client-grants/cgr_GiftDeliveries01", "{\"allow_all_scopes\":true}");
        await server.ManageAsync("PATCH", "resource-servers/urn:worldmappers", "{\"scopes\":[{\"value\":\"directions\"},{\"value\":\"brand:new\"}]}");

        Assert.Equal((200, "true", null), (changed.Status, changed["allow_all_scopes"], changed["scope"]));
        Assert.Equal("directions brand:new", (await server.RequestTokenAsync(TokenRequest.Valid with { Scope = null })).Scope);
    }

    [Fact]
    public async Task The_default_grant_serves_third_party_clients_that_have_none_of_their_own()
    {
        await using var server = await TenantUnderTest.StartAsync();
        UserTokenRequest Asking(Client client) => new() { UserId = SampleTenant.Alice.UserId, ClientId = client.ClientId, Audience = "urn:worldmappers", Scope = "directions geocode:location" };
        var refused = Assert.Throws<LocalTenantException>(() => server.Tenant.IssueAccessToken(Asking(SampleTenant.TextApp)));

        var created = await server.ManageAsync("POST", "client-grants", "{\"default_for\":\"third_party_clients\",\"audience\":\"urn:worldmappers\",\"subject_type\":\"user\",\"scope\":[\"directions\"]}");

        Assert.Contains("is not authorized to access", refused.Message, StringComparison.Ordinal);
        Assert.Equal((201, "third_party_clients", null), (created.Status, created["default_for"], created["client_id"]));
        Assert.Equal("directions", (string?)Jwt.Claims(server.Tenant.IssueAccessToken(Asking(SampleTenant.TextApp)))["scope"]);
        Assert.Equal(created["id"], (string?)(await server.ManageAsync("GET", "client-grants?default_for=third_party_clients")).Body!.AsArray().Single()!["id"]);

        await server.ManageAsync("POST", "client-grants", $"{{\"client_id\":\"{SampleTenant.TextApp.ClientId}\",\"audience\":\"urn:worldmappers\",\"subject_type\":\"user\",\"scope\":[\"geocode:location\"]}}");
        Assert.Equal("geocode:location", (string?)Jwt.Claims(server.Tenant.IssueAccessToken(Asking(SampleTenant.TextApp)))["scope"]);
    }

    [Fact]
    public async Task A_client_can_be_granted_a_part_of_the_Management_API()
    {
        await using var server = await TenantUnderTest.StartAsync();
        await server.ManageAsync("POST", "client-grants", $"{{\"client_id\":\"{SampleTenant.TaxiFinder.ClientId}\",\"audience\":\"{server.Issuer}api/v2/\",\"scope\":[\"read:clients\"]}}");

        var token = await server.RequestTokenAsync(TokenRequest.For(SampleTenant.TaxiFinder) with { Audience = server.Issuer + "api/v2/" });

        Assert.Equal("read:clients", token.Scope);
        Assert.Equal(200, (await server.ManageAsync("GET", "clients", null, $"Bearer {token.AccessToken}")).Status);
        Assert.Equal(403, (await server.ManageAsync("GET", "grants", null, $"Bearer {token.AccessToken}")).Status);
    }

    [Fact]
    public async Task The_tenants_own_grant_cannot_be_changed_and_one_that_does_not_exist_is_not_found()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var own = (string)(await server.ManageAsync("GET", $"client-grants?client_id={SampleTenant.Management.ClientId}")).Body!.AsArray().Single()!["id"]!;

        foreach (var (method, body) in new[] { ("PATCH", "{\"scope\":[]}"), ("DELETE", null) })
        {
            Assert.Equal("operation_not_supported", (await server.ManageAsync(method, $"client-grants/{own}", body))["errorCode"]);
            Assert.Equal((404, 404, "Not Found", "The client grant does not exist", "inexistent_client_grant"), (await server.ManageAsync(method, "client-grants/cgr_nobody", body)).Refusal);
        }
    }

    [Theory]
    [InlineData("audience=urn:worldmappers", 2)]
    [InlineData("client_id=GiftDeliveries000000000000000001", 1)]
    [InlineData("subject_type=user", 3)]
    [InlineData("subject_type=user&audience=urn:worldmappers", 0)]
    [InlineData("allow_any_organization=true", 0)]
    public async Task Client_grants_are_filtered(string query, int count)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal(count, (await server.ManageAsync("GET", $"client-grants?{query}")).Body!.AsArray().Count);
    }
}
