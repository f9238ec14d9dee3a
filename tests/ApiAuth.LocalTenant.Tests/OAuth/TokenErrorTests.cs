using System.Text;
using ApiAuth.LocalTenant.Tests.ErrorRows;

namespace ApiAuth.LocalTenant.Tests.OAuth;

/// <summary>Every refusal that client credentials can meet: status, code and text, in both body formats.</summary>
public class TokenErrorTests
{
    private static readonly ResourceServer Closed = new() { Identifier = "urn:closed", ClientPolicy = ClientAccessPolicy.DenyAll };

    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples with
    {
        ResourceServers = [.. LocalTenantSeed.Samples.ResourceServers, Closed],
        ClientGrants = [.. LocalTenantSeed.Samples.ClientGrants, new() { ClientId = SampleTenant.GiftDeliveries.ClientId, Audience = Closed.Identifier }],
    };

    public static TheoryData<string, TokenRequest, int, string, string> Refusals => new()
    {
        { "no grant_type", new() { GrantType = null }, 400, "invalid_request", "Missing required parameter: grant_type" },
        { "empty grant_type", new() { GrantType = "" }, 400, "invalid_request", "Missing required parameter: grant_type" },
        { "no client_id", new() { ClientId = null }, 400, "invalid_request", "Missing required parameter: client_id" },
        { "empty client_id", new() { ClientId = "" }, 400, "invalid_request", "Missing required parameter: client_id" },
        { "unknown grant_type", new() { GrantType = "magic" }, 400, "unsupported_grant_type", "Grant type not supported" },
        { "grant_type in capitals", new() { GrantType = "CLIENT_CREDENTIALS" }, 400, "unsupported_grant_type", "Grant type not supported" },
        { "grant type not allowed", TokenRequest.For(SampleTenant.CalendarApp), 403, "unauthorized_client", "Grant type 'client_credentials' not allowed for the client." },
        { "public client", TokenRequest.For(SampleTenant.MyTodos), 403, "unauthorized_client", "Grant type 'client_credentials' not allowed for the client." },
        { "unknown client", new() { ClientId = "nobody" }, 401, "access_denied", "Unauthorized" },
        { "client_id in other case", new() { ClientId = "giftdeliveries000000000000000001" }, 401, "access_denied", "Unauthorized" },
        { "wrong secret", new() { ClientSecret = "wrong" }, 401, "access_denied", "Unauthorized" },
        { "no secret", new() { ClientSecret = null }, 401, "access_denied", "Unauthorized" },
        { "empty secret", new() { ClientSecret = "" }, 401, "access_denied", "Unauthorized" },
        { "another client's secret", new() { ClientSecret = SampleTenant.TaxiFinder.ClientSecret }, 401, "access_denied", "Unauthorized" },
        { "secret of a public client", TokenRequest.For(SampleTenant.MyTodos) with { ClientSecret = "guess" }, 401, "access_denied", "Unauthorized" },
        { "no audience", new() { Audience = null }, 403, "access_denied", "Non-global clients are not allowed access to APIv1" },
        { "unknown audience", new() { Audience = "urn:elsewhere" }, 403, "access_denied", "Service not enabled within domain: urn:elsewhere" },
        { "audience with another slash", new() { Audience = "urn:worldmappers/" }, 403, "access_denied", "Service not enabled within domain: urn:worldmappers/" },
        { "audience in capitals", new() { Audience = "URN:WORLDMAPPERS" }, 403, "access_denied", "Service not enabled within domain: URN:WORLDMAPPERS" },
        {
            "no client grant", new() { Audience = "urn:organizer-api" }, 403, "access_denied",
            "Client \"GiftDeliveries000000000000000001\" is not authorized to access resource server \"urn:organizer-api\". You need to create a \"client-grant\" associated to this API."
        },
        {
            "API closed to clients", new() { Audience = "urn:closed", Scope = null }, 403, "access_denied",
            "Client \"GiftDeliveries000000000000000001\" is not authorized to access resource server \"urn:closed\"."
        },
        { "scope not in the grant", new() { Scope = "directions geocode:location" }, 403, "access_denied", "Client has not been granted scopes: geocode:location" },
        {
            "several scopes not in the grant", new() { Scope = "geocode:location directions reverse-geocode:location" }, 403, "access_denied",
            "Client has not been granted scopes: geocode:location, reverse-geocode:location"
        },
        { "scope that does not exist", new() { Scope = "fly" }, 403, "access_denied", "Client has not been granted scopes: fly" },
        { "scope in capitals", new() { Scope = "Directions" }, 403, "access_denied", "Client has not been granted scopes: Directions" },
    };

    public static TheoryData<string, string, string, int, string> BrokenBodies => new()
    {
        { "JSON cut off", "application/json", "{\"grant_type\":", 400, "The request body could not be parsed" },
        { "JSON empty", "application/json", "", 400, "The request body could not be parsed" },
        { "JSON array", "application/json", "[]", 400, "The request body could not be parsed" },
        { "JSON string", "application/json", "\"grant_type\"", 400, "The request body could not be parsed" },
        { "JSON with a name twice", "application/json", "{\"grant_type\":\"a\",\"grant_type\":\"b\"}", 400, "The request body could not be parsed" },
        { "JSON too deep", "application/json", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", 400, "The request body could not be parsed" },
        { "JSON with half a character", "application/json", "{\"grant_type\":\"\\ud800\"}", 400, "The request body could not be parsed" },
        { "JSON with half a character in a name", "application/json", "{\"\\udc00\":\"a\"}", 400, "The request body could not be parsed" },
        { "JSON number for a string", "application/json", "{\"grant_type\":1}", 400, "Invalid parameter: grant_type" },
        { "JSON array for a string", "application/json", "{\"grant_type\":[\"client_credentials\"]}", 400, "Invalid parameter: grant_type" },
        { "JSON null", "application/json", "{\"grant_type\":null}", 400, "Missing required parameter: grant_type" },
        { "form empty", "application/x-www-form-urlencoded", "", 400, "Missing required parameter: grant_type" },
        { "form with a name twice", "application/x-www-form-urlencoded", "grant_type=client_credentials&grant_type=client_credentials", 400, "Invalid parameter: grant_type" },
        { "form with too many names", "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 2000).Select(n => $"p{n}=1")), 400, "The request body could not be parsed" },
        { "JSON called form", "application/x-www-form-urlencoded", "{\"grant_type\":\"client_credentials\"}", 400, "Missing required parameter: grant_type" },
        { "text", "text/plain", "grant_type=client_credentials", 415, "The request body must be application/x-www-form-urlencoded or application/json" },
        { "multipart", "multipart/form-data; boundary=x", "--x--", 415, "The request body must be application/x-www-form-urlencoded or application/json" },
        { "form too large", "application/x-www-form-urlencoded", "scope=" + new string('a', 64 * 1024), 413, "The request body is too large" },
        { "JSON too large", "application/json", "{\"scope\":\"" + new string('a', 64 * 1024) + "\"}", 413, "The request body is too large" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    [Proves(ErrorRow.MissingParameter, ErrorRow.UnknownGrantType, ErrorRow.GrantTypeNotAllowed, ErrorRow.BadClient, ErrorRow.MachineUnknownAudience, ErrorRow.MachineWithoutClientGrant, ErrorRow.MachineScopeNotGranted, ErrorRow.MachineWithoutAudience, ErrorRow.AudienceWithAnotherSlash)]
    public async Task A_form_that_breaks_one_rule_is_refused(string rule, TokenRequest request, int status, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        Assert.Equal(200, (await server.PostTokenAsync(TokenRequest.Valid.Form())).Status);

        var answer = await server.PostTokenAsync(request.Form());

        AssertRefused(rule, answer, status, error, description);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_JSON_body_that_breaks_one_rule_is_refused(string rule, TokenRequest request, int status, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        Assert.Equal(200, (await server.PostTokenAsync(TokenRequest.Valid.Json())).Status);

        var answer = await server.PostTokenAsync(request.Json());

        AssertRefused(rule, answer, status, error, description);
    }

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public async Task A_body_that_cannot_be_read_is_refused(string rule, string contentType, string body, int status, string description)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        Assert.Equal(200, (await server.PostTokenAsync(TokenRequest.Valid.Form())).Status);

        var answer = await server.PostTokenAsync(Body(Encoding.UTF8.GetBytes(body), contentType));

        AssertRefused(rule, answer, status, "invalid_request", description);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.PostTokenAsync(TokenRequest.Valid.Json())).Status);

        var answer = await server.PostTokenAsync(Body([(byte)'{', 0xC3, (byte)'}'], "application/json"));

        AssertRefused("not UTF-8", answer, 400, "invalid_request", "The request body could not be parsed");
    }

    [Fact]
    public async Task A_request_without_body_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.Equal(200, (await server.PostTokenAsync(TokenRequest.Valid.Json())).Status);

        var answer = await server.PostTokenAsync(body: null);

        AssertRefused("no body", answer, 415, "invalid_request", "The request body must be application/x-www-form-urlencoded or application/json");
    }

    private static ByteArrayContent Body(byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static void AssertRefused(string rule, TokenAnswer answer, int status, string error, string description)
    {
        Assert.True((status, error, description) == answer.Refusal, $"{rule}: {answer.Refusal}");
        Assert.Equal(["error", "error_description"], answer.Body.Select(member => member.Key));
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.MediaType);
    }
}
