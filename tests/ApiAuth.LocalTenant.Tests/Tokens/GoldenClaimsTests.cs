using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Tokens;

/// <summary>Header and claims of each dialect, member for member, for a machine and for a user.</summary>
public class GoldenClaimsTests
{
    private static readonly StoppedClock Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    public static TheoryData<TokenDialect, string, string> Machine => new()
    {
        {
            TokenDialect.AccessToken, """{"alg":"RS256","typ":"JWT","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"GiftDeliveries000000000000000001@clients","aud":"urn:worldmappers","iat":1800000000,"exp":1800086400,"scope":"directions","gty":"client-credentials","azp":"GiftDeliveries000000000000000001"}"""
        },
        {
            TokenDialect.AccessTokenAuthz, """{"alg":"RS256","typ":"JWT","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"GiftDeliveries000000000000000001@clients","aud":"urn:worldmappers","iat":1800000000,"exp":1800086400,"scope":"directions","gty":"client-credentials","azp":"GiftDeliveries000000000000000001","permissions":["directions"]}"""
        },
        {
            TokenDialect.Rfc9068Profile, """{"alg":"RS256","typ":"at+jwt","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"GiftDeliveries000000000000000001@clients","aud":"urn:worldmappers","iat":1800000000,"exp":1800086400,"scope":"directions","client_id":"GiftDeliveries000000000000000001","jti":"JTI"}"""
        },
        {
            TokenDialect.Rfc9068ProfileAuthz, """{"alg":"RS256","typ":"at+jwt","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"GiftDeliveries000000000000000001@clients","aud":"urn:worldmappers","iat":1800000000,"exp":1800086400,"scope":"directions","client_id":"GiftDeliveries000000000000000001","jti":"JTI","permissions":["directions"]}"""
        },
    };

    public static TheoryData<TokenDialect, string, string> User => new()
    {
        {
            TokenDialect.AccessToken, """{"alg":"RS256","typ":"JWT","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"auth0|a11ce0000000000000000001","aud":["urn:organizer-api","https://local-tenant.test/userinfo"],"iat":1800000000,"exp":1800086400,"scope":"openid appointments contacts","azp":"CalendarApp000000000000000000001"}"""
        },
        {
            TokenDialect.AccessTokenAuthz, """{"alg":"RS256","typ":"JWT","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"auth0|a11ce0000000000000000001","aud":["urn:organizer-api","https://local-tenant.test/userinfo"],"iat":1800000000,"exp":1800086400,"scope":"openid appointments","azp":"CalendarApp000000000000000000001","permissions":["appointments","tasks"]}"""
        },
        {
            TokenDialect.Rfc9068Profile, """{"alg":"RS256","typ":"at+jwt","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"auth0|a11ce0000000000000000001","aud":["urn:organizer-api","https://local-tenant.test/userinfo"],"iat":1800000000,"exp":1800086400,"scope":"openid appointments contacts","client_id":"CalendarApp000000000000000000001","jti":"JTI"}"""
        },
        {
            TokenDialect.Rfc9068ProfileAuthz, """{"alg":"RS256","typ":"at+jwt","kid":"KID"}""",
            """{"iss":"https://local-tenant.test/","sub":"auth0|a11ce0000000000000000001","aud":["urn:organizer-api","https://local-tenant.test/userinfo"],"iat":1800000000,"exp":1800086400,"scope":"openid appointments","client_id":"CalendarApp000000000000000000001","jti":"JTI","permissions":["appointments","tasks"]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Machine))]
    public async Task A_machine_token_has_the_claims_of_its_dialect(TokenDialect dialect, string header, string claims)
    {
        await using var server = await StartAsync(TenantUnderTest.WithWorldMappers(api => Speak(api, dialect)));

        var answer = await server.RequestTokenAsync(TokenRequest.Valid);

        AssertToken(server, header, claims, answer.AccessToken);
    }

    [Theory]
    [MemberData(nameof(User))]
    [Proves(ErrorRow.ScopesWithoutPermissionAreDropped)]
    public async Task A_user_token_has_the_claims_of_its_dialect(TokenDialect dialect, string header, string claims)
    {
        var seed = TenantUnderTest.WithOrganizer(api => Speak(api, dialect));
        var alice = SampleTenant.Alice with { Permissions = [new("urn:organizer-api", "appointments"), new("urn:organizer-api", "tasks"), new("urn:worldmappers", "directions")] };
        await using var server = await StartAsync(seed with { Users = [alice] });

        var token = server.Tenant.IssueAccessToken(UserTokenTests.Valid with { Scope = "openid appointments contacts tasks unknown" });

        AssertToken(server, header, claims, token);
    }

    private static ResourceServer Speak(ResourceServer api, TokenDialect dialect) => api with
    {
        TokenDialect = dialect,
        EnforcePolicies = dialect is TokenDialect.AccessTokenAuthz or TokenDialect.Rfc9068ProfileAuthz,
    };

    private static Task<LocalTenantServer> StartAsync(LocalTenantSeed seed)
    {
        var options = TenantUnderTest.Options(seed);
        options.TimeProvider = Clock;
        return LocalTenantServer.StartInProcessAsync(options);
    }

    private static void AssertToken(LocalTenantServer server, string header, string claims, string token)
    {
        Assert.Equal(header.Replace("KID", server.Tenant.Keys.Current, StringComparison.Ordinal), Text(Jwt.Header(token)));
        var text = Text(Jwt.Claims(token));
        Assert.Equal(claims, Regex.Replace(text, "\"jti\":\"[0-9A-Za-z]{22}\"", "\"jti\":\"JTI\"", RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    private static string Text(JsonObject part) =>
        part.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
