using System.Text;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Revocation;

public class RevocationTests
{
    private static readonly Client App = SampleTenant.CalendarApp;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_refresh_token_is_refused_and_the_answer_is_empty(bool json)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var first = await RefreshTokenAsync(server);
        var second = (string)(await ExchangeAsync(server, first)).Body["refresh_token"]!;

        var response = await RevokeAsync(server, json, ("client_id", App.ClientId), ("client_secret", App.ClientSecret!), ("token", second));

        Assert.Equal((200, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal((403, "invalid_grant", "Unknown or invalid refresh token."), (await ExchangeAsync(server, second)).Refusal);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("another client's")]
    [InlineData("an access token")]
    [Proves(ErrorRow.RevocationOfUnknownToken)]
    public async Task Another_token_is_answered_in_the_same_way_and_nothing_happens(string which)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var refreshToken = await RefreshTokenAsync(server);
        var accessToken = (await ExchangeAsync(server, refreshToken)).AccessToken;
        var live = await RefreshTokenAsync(server);
        var client = which == "another client's" ? SampleTenant.TextApp : App;
        var token = which switch { "unknown" => "v1.Mx", "an access token" => accessToken, _ => live };

        var response = await RevokeAsync(server, false, ("client_id", client.ClientId), ("client_secret", client.ClientSecret!), ("token", token));

        Assert.Equal((200, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(200, (await ExchangeAsync(server, live)).Status);
    }

    public static TheoryData<string, (string, string)[], int, string, string> Refusals => new()
    {
        { "no token", [("client_id", App.ClientId), ("client_secret", App.ClientSecret!)], 400, "invalid_request", "Missing required parameter: token" },
        { "no client", [("token", "x")], 400, "invalid_request", "Missing required parameter: client_id" },
        { "wrong secret", [("client_id", App.ClientId), ("client_secret", "wrong"), ("token", "x")], 401, "invalid_client", "Client authentication failed" },
        { "unknown client", [("client_id", "nobody"), ("client_secret", "x"), ("token", "x")], 401, "invalid_client", "Client authentication failed" },
        { "secret missing", [("client_id", App.ClientId), ("token", "x")], 401, "invalid_client", "Client authentication failed" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    [Proves(ErrorRow.RevocationWithMissingParameter, ErrorRow.RevocationByBadClient)]
    public async Task A_request_that_breaks_a_rule_is_refused(string rule, (string, string)[] parameters, int status, string error, string description)
    {
        await using var server = await TenantUnderTest.StartAsync();

        foreach (var json in (bool[])[true, false])
        {
            var answer = await TokenAnswer.ReadAsync(await RevokeAsync(server, json, parameters));
            Assert.True(answer.Refusal == (status, error, description), $"{rule}: {answer.Refusal}");
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    [Proves(ErrorRow.RevocationTakesTheGrantToo)]
    public async Task The_consent_goes_along_where_the_tenant_says_so(bool revokesGrant, int left)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new TenantSettings { RevokeGrantWithRefreshToken = revokesGrant }));
        var refreshToken = await RefreshTokenAsync(server);
        Assert.Single(server.Tenant.Store.Current.UserGrants);

        await RevokeAsync(server, false, ("client_id", App.ClientId), ("client_secret", App.ClientSecret!), ("token", refreshToken));

        Assert.Equal(left, server.Tenant.Store.Current.UserGrants.Count);
    }

    private static async Task<HttpResponseMessage> RevokeAsync(LocalTenantServer server, bool json, params (string Name, string Value)[] parameters)
    {
        using var client = server.CreateClient();
        var values = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        using HttpContent body = json
            ? new StringContent(System.Text.Json.JsonSerializer.Serialize(values), Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent(values);
        return await client.PostAsync(TenantPaths.Revoke, body);
    }

    private static Task<TokenAnswer> ExchangeAsync(LocalTenantServer server, string refreshToken) => server.RequestTokenAsync(TokenRequest.ForRefreshToken(App, refreshToken));

    private static async Task<string> RefreshTokenAsync(LocalTenantServer server)
    {
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = "contacts offline_access" });
        return (string)(await server.RequestTokenAsync(TokenRequest.ForCode(App, callback.Query["code"]))).Body["refresh_token"]!;
    }
}
