using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;
using ApiAuth.LocalTenant.Tests.Tokens;

namespace ApiAuth.LocalTenant.Tests.Introspection;

public class IntrospectionTests
{
    private static readonly LocalTenantSeed On = LocalTenantSeed.Samples.With(new TenantSettings { Introspection = true });

    [Fact]
    [Proves(ErrorRow.IntrospectionTurnedOff)]
    public async Task The_endpoint_is_not_there_unless_it_is_turned_on()
    {
        await using var off = await TenantUnderTest.StartAsync();
        await using var on = await TenantUnderTest.StartAsync(On);

        Assert.Equal(404, await StatusAsync(off, SampleTenant.GiftDeliveries));
        Assert.Equal(200, await StatusAsync(on, SampleTenant.GiftDeliveries));
    }

    [Fact]
    public async Task A_users_token_is_told_with_its_user()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, On);

        var answer = await AskAsync(server, server.Tenant.IssueAccessToken(UserTokenTests.Valid with { Scope = "contacts" }));

        Assert.Equal(
            """{"active":true,"scope":"contacts","client_id":"CalendarApp000000000000000000001","username":"alice@example.com","token_type":"Bearer","exp":1800086400,"iat":1800000000,"sub":"auth0|a11ce0000000000000000001","aud":["urn:organizer-api"],"iss":"https://local-tenant.test/"}""",
            answer.ToJsonString());
    }

    [Fact]
    public async Task An_opaque_token_is_told_too()
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, On);

        var answer = await AskAsync(server, server.Tenant.IssueAccessToken(UserTokenTests.Valid with { Audience = null, Scope = "openid" }));

        Assert.Equal(
            """{"active":true,"scope":"openid","client_id":"CalendarApp000000000000000000001","username":"alice@example.com","token_type":"Bearer","exp":1800086400,"iat":1800000000,"sub":"auth0|a11ce0000000000000000001","aud":["https://local-tenant.test/userinfo"],"iss":"https://local-tenant.test/"}""",
            answer.ToJsonString());
    }

    [Fact]
    public async Task A_machines_token_has_no_user()
    {
        await using var server = await TenantUnderTest.StartAsync(On);

        var answer = await AskAsync(server, (await server.RequestTokenAsync(TokenRequest.Valid)).AccessToken);

        Assert.Equal((true, "GiftDeliveries000000000000000001@clients"), ((bool)answer["active"]!, (string?)answer["sub"]));
        Assert.False(answer.ContainsKey("username"));
    }

    public static TheoryData<string, Func<LocalTenantServer, string, string>> Inactive => new()
    {
        { "unknown", (_, _) => "unknown" },
        { "forged", (server, token) => server.Tenant.Forge.Alter(token, ForgedSignature.UnpublishedKey) },
        { "unsigned", (server, token) => server.Tenant.Forge.Alter(token, ForgedSignature.None) },
        { "expired", (server, token) => server.Tenant.Forge.Alter(token, payload: claims => claims["exp"] = 1) },
        { "of another issuer", (server, token) => server.Tenant.Forge.Alter(token, payload: claims => claims["iss"] = "https://other.test/") },
        { "without client, as an ID token", (server, token) => server.Tenant.Forge.Alter(token, payload: claims => claims.Remove("azp")) },
    };

    [Theory]
    [MemberData(nameof(Inactive))]
    [Proves(ErrorRow.IntrospectionOfBadToken)]
    public async Task Of_a_token_that_is_no_good_nothing_is_told(string rule, Func<LocalTenantServer, string, string> change)
    {
        await using var server = await TenantUnderTest.StartAsync(On);
        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid);
        Assert.True((bool)(await AskAsync(server, token))["active"]!);

        Assert.True((await AskAsync(server, change(server, token))).ToJsonString() == """{"active":false}""", rule);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_token_is_active_until_it_expires(int seconds, bool isActive)
    {
        var clock = new SteppingClock();
        await using var server = await TenantUnderTest.StartAsync(clock, On);
        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid with { Audience = null });
        var jwt = server.Tenant.IssueAccessToken(UserTokenTests.Valid);

        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds));

        Assert.Equal((isActive, isActive), ((bool)(await AskAsync(server, token))["active"]!, (bool)(await AskAsync(server, jwt))["active"]!));
    }

    [Fact]
    [Proves(ErrorRow.IntrospectionByBadClient)]
    public async Task Who_does_not_prove_who_it_is_learns_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync(On);

        Assert.Equal(401, await StatusAsync(server, SampleTenant.GiftDeliveries with { ClientSecret = "wrong" }));
        Assert.Equal(401, await StatusAsync(server, SampleTenant.MyTodos));
        Assert.Equal(400, (int)(await SendAsync(server, SampleTenant.GiftDeliveries, token: null)).StatusCode);
    }

    private static async Task<JsonObject> AskAsync(LocalTenantServer server, string token) =>
        JsonNode.Parse(await (await SendAsync(server, SampleTenant.GiftDeliveries, token)).Content.ReadAsStringAsync())!.AsObject();

    private static async Task<int> StatusAsync(LocalTenantServer server, Client client) => (int)(await SendAsync(server, client, "x")).StatusCode;

    private static async Task<HttpResponseMessage> SendAsync(LocalTenantServer server, Client client, string? token)
    {
        using var http = server.CreateClient();
        var form = new Dictionary<string, string> { ["client_id"] = client.ClientId };
        if (client.ClientSecret is { } secret)
            form["client_secret"] = secret;
        if (token is not null)
            form["token"] = token;
        using var body = new FormUrlEncodedContent(form);
        return await http.PostAsync(TenantPaths.Introspect, body);
    }
}
