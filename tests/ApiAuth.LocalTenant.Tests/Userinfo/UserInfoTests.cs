using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tests.Userinfo;

public class UserInfoTests
{
    private static readonly User Full = SampleTenant.Alice with
    {
        Picture = "https://example.com/alice.png",
        UpdatedAt = new(2026, 11, 22, 17, 0, 0, 123, TimeSpan.FromHours(1)),
        EmailVerified = false,
    };

    public static TheoryData<string, string> Scopes => new()
    {
        { "openid", """{"sub":"auth0|a11ce0000000000000000001"}""" },
        { "openid email", """{"sub":"auth0|a11ce0000000000000000001","email":"alice@example.com","email_verified":false}""" },
        {
            "openid profile",
            """{"sub":"auth0|a11ce0000000000000000001","given_name":"Alice","family_name":"Adams","nickname":"alice","name":"Alice Adams","picture":"https://example.com/alice.png","updated_at":"2026-11-22T16:00:00.123Z"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task The_endpoint_tells_what_the_scopes_allow(string scope, string claims)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(Full));

        var jwt = await UserInfo.AskAsync(server, await TokenAsync(server, AuthorizeRequest.Valid with { Scope = scope }));
        var opaque = await UserInfo.AskAsync(server, await TokenAsync(server, AuthorizeRequest.Valid with { Scope = scope, Audience = null }));

        Assert.Equal((200, claims), (jwt.Status, jwt.Body.ToJsonString()));
        Assert.Equal((200, claims), (opaque.Status, opaque.Body.ToJsonString()));
        Assert.Equal("no-store", jwt.Response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Names_that_are_not_known_are_made_of_the_email_address()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(new User { UserId = SampleTenant.Alice.UserId, Email = "al@example.com", Password = "pw" }));
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = "openid profile" }, server.Tenant.Store.Current.Users.Single(user => user.Email == "al@example.com"));
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));

        var answer = await UserInfo.AskAsync(server, tokens.AccessToken);

        Assert.Equal("""{"sub":"auth0|a11ce0000000000000000001","nickname":"al","name":"al@example.com"}""", answer.Body.ToJsonString());
    }

    [Fact]
    [Proves(ErrorRow.UserInfoWithoutOpenId)]
    public async Task A_token_without_openid_tells_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var answer = await UserInfo.AskAsync(server, await TokenAsync(server, AuthorizeRequest.Valid with { Audience = null, Scope = "" }));

        Assert.Equal((200, "{}"), (answer.Status, answer.Body.ToJsonString()));
    }

    [Fact]
    public async Task Both_GET_and_POST_are_answered()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await TokenAsync(server, AuthorizeRequest.Valid with { Scope = "openid" });

        Assert.Equal(200, (await UserInfo.SendAsync(server, "Bearer " + token, HttpMethod.Get)).Status);
        Assert.Equal(200, (await UserInfo.SendAsync(server, "bearer " + token, HttpMethod.Post)).Status);
    }

    public static TheoryData<string, Func<LocalTenantServer, string, string?>> Bad => new()
    {
        { "no header", (_, _) => null },
        { "another scheme", (_, token) => "Basic " + token },
        { "no token", (_, _) => "Bearer " },
        { "opaque but unknown", (_, _) => "Bearer " + new string('x', 32) },
        { "not base64", (_, _) => "Bearer a.!.c" },
        { "not JSON", (_, _) => "Bearer YQ.YQ.YQ" },
        { "null for JSON", (_, _) => "Bearer bnVsbA.bnVsbA.bnVsbA" },
        { "signature of another key", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, ForgedSignature.UnpublishedKey) },
        { "no signature", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, ForgedSignature.None) },
        { "public key as secret", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, ForgedSignature.PublicKeyAsSecret) },
        { "a number for an algorithm", (_, token) => "Bearer " + WithAlgorithm(token, "99") },
        { "an algorithm by its number", (_, token) => "Bearer " + WithAlgorithm(token, "0") },
        { "an algorithm in small letters", (_, token) => "Bearer " + WithAlgorithm(token, "rs256") },
        { "another audience", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["aud"] = "urn:organizer-api") },
        { "no audience", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims.Remove("aud")) },
        { "audience of numbers", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["aud"] = new JsonArray(1)) },
        { "another issuer", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["iss"] = "https://other.test/") },
        { "expired", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["exp"] = 1) },
        { "no expiry", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims.Remove("exp")) },
        { "expiry as text", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["exp"] = "never") },
        { "expiry out of range", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["exp"] = long.MaxValue) },
        { "unknown user", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["sub"] = "auth0|nobody") },
        { "a machine's", (server, token) => "Bearer " + server.Tenant.Forge.Alter(token, payload: claims => claims["sub"] = "x@clients") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    [Proves(ErrorRow.BadUserInfoToken)]
    public async Task A_token_that_is_not_for_the_endpoint_is_refused(string rule, Func<LocalTenantServer, string, string?> header)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await TokenAsync(server, AuthorizeRequest.Valid with { Scope = "openid" });
        Assert.Equal(200, (await UserInfo.AskAsync(server, token)).Status);

        var answer = await UserInfo.SendAsync(server, header(server, token));

        Assert.True((answer.Status, (string?)answer.Body["error"]) == (401, "invalid_token"), $"{rule}: {answer.Status} {answer.Body}");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    private static string WithAlgorithm(string token, string algorithm)
    {
        var header = Jwt.Header(token);
        header["alg"] = algorithm;
        return string.Join('.', token.Split('.') is [_, .. var rest] ? [Base64UrlEncoder.Encode(header.ToJsonString()), .. rest] : []);
    }

    [Fact]
    public async Task An_ID_token_does_not_open_the_endpoint()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(AuthorizeRequest.Valid with { Scope = "openid" });
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));

        Assert.Equal(401, (await UserInfo.AskAsync(server, (string)tokens.Body["id_token"]!)).Status);
    }

    [Theory]
    [InlineData(ThirdPartySecurityMode.Permissive, 200)]
    [InlineData(ThirdPartySecurityMode.Strict, 401)]
    [Proves(ErrorRow.UserInfoForStrictThirdParty)]
    public async Task A_strict_third_party_application_learns_nothing(ThirdPartySecurityMode mode, int status)
    {
        await using var server = await TenantUnderTest.StartAsync();
        var token = await TokenAsync(server, AuthorizeRequest.Valid with { Audience = null, Scope = "openid" });
        Assert.Equal(200, (await UserInfo.AskAsync(server, token)).Status);

        server.Tenant.Store.Update(seed => seed.With(SampleTenant.CalendarApp with { ThirdPartySecurityMode = mode }));

        Assert.Equal(status, (await UserInfo.AskAsync(server, token)).Status);
    }

    [Fact]
    [Proves(ErrorRow.BadUserInfoTokenByOption)]
    public async Task The_body_of_a_refusal_is_an_option()
    {
        await using var server = await TenantUnderTest.StartAsync(
            LocalTenantSeed.Samples.With(new TenantSettings { Doubtful = new() { BadUserInfoToken = BadUserInfoTokenAnswer.Unauthorized } }));

        Assert.Equal("""{"error":"unauthorized","error_description":"invalid credentials"}""", (await UserInfo.AskAsync(server, "x")).Body.ToJsonString());
    }

    private static async Task<string> TokenAsync(LocalTenantServer server, AuthorizeRequest request)
    {
        using var browser = new Browser(server);
        var callback = await browser.AuthorizeAsync(request);
        return (await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]))).AccessToken;
    }
}
