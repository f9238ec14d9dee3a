using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Tokens;

/// <summary>Header and claims of each dialect in each flow of a user, member for member, and of the ID token.</summary>
public class FlowClaimsTests
{
    private const string Start = "{\"iss\":\"https://local-tenant.test/\",\"sub\":\"auth0|a11ce0000000000000000001\",\"aud\":[\"urn:organizer-api\",\"https://local-tenant.test/userinfo\"],\"iat\":1800000000,";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<TokenDialect, string, string, string> Rows => new()
    {
        { TokenDialect.AccessToken, "code", "JWT", "\"exp\":1800086400,\"scope\":\"openid tasks contacts offline_access\",\"azp\":\"OwnApp00000000000000000000000001\"}" },
        { TokenDialect.AccessToken, "refresh", "JWT", "\"exp\":1800086400,\"scope\":\"openid tasks contacts offline_access\",\"gty\":\"refresh_token\",\"azp\":\"OwnApp00000000000000000000000001\"}" },
        { TokenDialect.AccessToken, "implicit", "JWT", "\"exp\":1800007200,\"scope\":\"openid tasks contacts\",\"azp\":\"OwnApp00000000000000000000000001\"}" },
        { TokenDialect.AccessTokenAuthz, "code", "JWT", "\"exp\":1800086400,\"scope\":\"openid tasks offline_access\",\"azp\":\"OwnApp00000000000000000000000001\",\"permissions\":[\"tasks\",\"appointments\"]}" },
        { TokenDialect.AccessTokenAuthz, "refresh", "JWT", "\"exp\":1800086400,\"scope\":\"openid tasks offline_access\",\"gty\":\"refresh_token\",\"azp\":\"OwnApp00000000000000000000000001\",\"permissions\":[\"tasks\",\"appointments\"]}" },
        { TokenDialect.AccessTokenAuthz, "implicit", "JWT", "\"exp\":1800007200,\"scope\":\"openid tasks\",\"azp\":\"OwnApp00000000000000000000000001\",\"permissions\":[\"tasks\",\"appointments\"]}" },
        { TokenDialect.Rfc9068Profile, "code", "at+jwt", "\"exp\":1800086400,\"scope\":\"openid tasks contacts offline_access\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\"}" },
        { TokenDialect.Rfc9068Profile, "refresh", "at+jwt", "\"exp\":1800086400,\"scope\":\"openid tasks contacts offline_access\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\"}" },
        { TokenDialect.Rfc9068Profile, "implicit", "at+jwt", "\"exp\":1800007200,\"scope\":\"openid tasks contacts\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\"}" },
        { TokenDialect.Rfc9068ProfileAuthz, "code", "at+jwt", "\"exp\":1800086400,\"scope\":\"openid tasks offline_access\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\",\"permissions\":[\"tasks\",\"appointments\"]}" },
        { TokenDialect.Rfc9068ProfileAuthz, "refresh", "at+jwt", "\"exp\":1800086400,\"scope\":\"openid tasks offline_access\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\",\"permissions\":[\"tasks\",\"appointments\"]}" },
        { TokenDialect.Rfc9068ProfileAuthz, "implicit", "at+jwt", "\"exp\":1800007200,\"scope\":\"openid tasks\",\"client_id\":\"OwnApp00000000000000000000000001\",\"jti\":\"JTI\",\"permissions\":[\"tasks\",\"appointments\"]}" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_users_token_has_the_claims_of_dialect_and_flow(TokenDialect dialect, string flow, string type, string claims)
    {
        var api = SampleTenant.OrganizerApi with
        {
            TokenDialect = dialect,
            EnforcePolicies = dialect is TokenDialect.AccessTokenAuthz or TokenDialect.Rfc9068ProfileAuthz,
        };
        var alice = SampleTenant.Alice with { Permissions = [new("urn:organizer-api", "tasks"), new("urn:organizer-api", "appointments")] };
        await using var server = await TenantUnderTest.StartAsync(new SteppingClock(), LocalTenantSeed.Samples.With(api).With(alice).With(Seeds.Own));

        var token = await TokenAsync(server, flow);

        Assert.Equal($$"""{"alg":"RS256","typ":"{{type}}","kid":"{{server.Tenant.Keys.Current}}"}""", Text(Jwt.Header(token)));
        Assert.Equal(Start + claims, Text(Jwt.Claims(token)));
        Assert.Equal(200, (await UserInfo.AskAsync(server, token)).Status);
    }

    [Fact]
    public async Task An_ID_token_says_who_signed_in_where_and_when()
    {
        await using var server = await TenantUnderTest.StartAsync(new SteppingClock(), LocalTenantSeed.Samples.With(Seeds.Own));
        using var browser = new Browser(server);
        var request = AuthorizeRequest.For(Seeds.Own) with { Audience = null, Scope = "openid profile email", Nonce = "the nonce" };

        var callback = await browser.AuthorizeAsync(request);
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(Seeds.Own, callback.Query["code"]));
        var idToken = (string)tokens.Body["id_token"]!;

        Assert.Equal($$"""{"alg":"RS256","typ":"JWT","kid":"{{server.Tenant.Keys.Current}}"}""", Text(Jwt.Header(idToken)));
        Assert.Equal(
            """{"given_name":"Alice","family_name":"Adams","nickname":"alice","name":"Alice Adams","email":"alice@example.com","email_verified":true,"iss":"https://local-tenant.test/","aud":"OwnApp00000000000000000000000001","sub":"auth0|a11ce0000000000000000001","iat":1800000000,"exp":1800036000,"sid":"SID","nonce":"the nonce"}""",
            Text(Jwt.Claims(idToken)));
    }

    [Fact]
    public async Task Claims_of_ones_own_are_in_every_token_and_the_nearest_wins()
    {
        var seed = LocalTenantSeed.Samples
            .With(SampleTenant.OrganizerApi with { CustomClaims = [CustomClaim.Of("https://a.test/from", "api"), CustomClaim.Of("https://a.test/api", 1)] })
            .With(Seeds.Own with { CustomClaims = [CustomClaim.Of("https://a.test/from", "client"), CustomClaim.Of("https://a.test/client", true)] })
            .With(SampleTenant.Alice with { CustomClaims = [CustomClaim.Of("https://a.test/from", "user"), CustomClaim.Of("roles", (string[])["admin"])] })
            .With(SampleTenant.WorldMappersApi with { CustomClaims = [CustomClaim.Of("region", "eu")] });
        await using var server = await TenantUnderTest.StartAsync(seed);
        using var browser = new Browser(server);

        var callback = await browser.AuthorizeAsync(AuthorizeRequest.For(Seeds.Own) with { Scope = "openid" });
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(Seeds.Own, callback.Query["code"]));
        var machine = (await server.RequestTokenAsync(TokenRequest.Valid)).Claims;

        Assert.Equal("""{"https://a.test/api":1,"https://a.test/client":true,"https://a.test/from":"user","roles":["admin"]}""", Own(tokens.Claims));
        Assert.Equal("""{"https://a.test/client":true,"https://a.test/from":"user","roles":["admin"]}""", Own(Jwt.Claims((string)tokens.Body["id_token"]!)));
        Assert.Equal("eu", (string?)machine["region"]);
    }

    private static string Own(JsonObject claims) =>
        Text(new JsonObject(claims.Where(claim => claim.Key.StartsWith("https:", StringComparison.Ordinal) || claim.Key == "roles").OrderBy(claim => claim.Key).Select(claim => KeyValuePair.Create(claim.Key, claim.Value?.DeepClone()))));

    private static async Task<string> TokenAsync(LocalTenantServer server, string flow)
    {
        using var browser = new Browser(server);
        var request = AuthorizeRequest.For(Seeds.Own) with { Scope = "openid tasks contacts unknown offline_access" };
        if (flow == "implicit")
            return (await browser.AuthorizeAsync(request with { ResponseType = "token" })).Fragment["access_token"];
        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(Seeds.Own, (await browser.AuthorizeAsync(request)).Query["code"]));
        return flow == "code" ? tokens.AccessToken : (await server.RequestTokenAsync(TokenRequest.ForRefreshToken(Seeds.Own, (string)tokens.Body["refresh_token"]!))).AccessToken;
    }

    private static string Text(JsonObject part)
    {
        var text = Regex.Replace(part.ToJsonString(Readable), "\"jti\":\"[0-9A-Za-z]{22}\"", "\"jti\":\"JTI\"", RegexOptions.None, TimeSpan.FromMinutes(1));
        return Regex.Replace(text, "\"sid\":\"[0-9A-Za-z_-]{43}\"", "\"sid\":\"SID\"", RegexOptions.None, TimeSpan.FromMinutes(1));
    }
}
