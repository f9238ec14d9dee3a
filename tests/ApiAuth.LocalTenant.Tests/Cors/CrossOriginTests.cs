using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Cors;

/// <summary>Which scripts may read the answers.</summary>
public class CrossOriginTests
{
    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples.With(SampleTenant.GiftDeliveries with { AllowedOrigins = ["https://gifts.test"] });

    [Theory]
    [InlineData("http://localhost:7002", "http://localhost:7002")]
    [InlineData("http://localhost:7003", "http://localhost:7003")]
    [InlineData("https://gifts.test", "https://gifts.test")]
    [InlineData("https://evil.test", null)]
    [InlineData("http://localhost:7002.evil.test", null)]
    [InlineData("http://localhost", null)]
    [InlineData("null", null)]
    public async Task A_preflight_is_answered_for_the_origins_of_clients(string origin, string? allowed)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        foreach (var path in (string[])[TenantPaths.Token, TenantPaths.UserInfo, TenantPaths.Revoke])
        {
            var response = await SendAsync(server, HttpMethod.Options, path, origin);

            Assert.Equal(204, (int)response.StatusCode);
            Assert.Equal(allowed, Allowed(response));
            Assert.Equal(allowed is null ? null : "Authorization, Content-Type", Header(response, "Access-Control-Allow-Headers"));
            Assert.Equal("Origin", Header(response, "Vary"));
            Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
        }
    }

    [Theory]
    [InlineData("https://gifts.test", "https://gifts.test")]
    [InlineData("http://localhost:7002", null)]
    [InlineData("https://evil.test", null)]
    public async Task A_token_is_read_by_scripts_of_its_clients_origins_only(string origin, string? allowed)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        var response = await SendAsync(server, HttpMethod.Post, TenantPaths.Token, origin, TokenRequest.Valid.Form());

        Assert.Equal((200, allowed), ((int)response.StatusCode, Allowed(response)));
    }

    [Fact]
    public async Task A_refusal_can_be_read_too()
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);

        var response = await SendAsync(server, HttpMethod.Post, TenantPaths.Token, "http://localhost:7002", (TokenRequest.Valid with { ClientSecret = "wrong" }).Form());

        Assert.Equal((401, "http://localhost:7002"), ((int)response.StatusCode, Allowed(response)));
    }

    [Theory]
    [InlineData("http://localhost:7003", "http://localhost:7003")]
    [InlineData("http://localhost:7002", null)]
    public async Task Userinfo_is_read_by_scripts_of_the_tokens_client_only(string origin, string? allowed)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        var token = server.Tenant.IssueAccessToken(new() { UserId = SampleTenant.Alice.UserId, ClientId = SampleTenant.CalendarApp.ClientId, Scope = "openid" });

        var answer = await UserInfo.SendAsync(server, "Bearer " + token, origin: origin);

        Assert.Equal((200, allowed), (answer.Status, Allowed(answer.Response)));
    }

    [Theory]
    [InlineData(TenantPaths.OpenIdConfiguration)]
    [InlineData(TenantPaths.AuthorizationServer)]
    [InlineData(TenantPaths.Jwks)]
    public async Task What_is_public_is_read_by_any_script(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal("*", Allowed(await SendAsync(server, HttpMethod.Get, path, "https://anybody.test")));
    }

    [Theory]
    [InlineData(TenantPaths.Authorize)]
    [InlineData(TenantPaths.Login)]
    [InlineData(TenantPaths.Consent)]
    [InlineData(TenantPaths.Logout)]
    public async Task Pages_are_read_by_no_script(string path)
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Null(Allowed(await SendAsync(server, HttpMethod.Get, path, "http://localhost:7002")));
        Assert.Equal(405, (int)(await SendAsync(server, HttpMethod.Options, path, "http://localhost:7002")).StatusCode);
    }

    private static string? Allowed(HttpResponseMessage response) => Header(response, "Access-Control-Allow-Origin");

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<HttpResponseMessage> SendAsync(LocalTenantServer server, HttpMethod method, string path, string origin, HttpContent? body = null)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = body, Headers = { { "Origin", origin } } };
        return await client.SendAsync(request);
    }
}
