using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiAuth.Middleware.Testing.Tests.Tokens;

public class TestAccessTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestIssuer issuer = new(Fetch.Name) { Audience = "urn:api", TimeProvider = new ManualTimeProvider(Now) };

    public static TheoryData<string, string, Func<TestAccessToken, TestAccessToken>> OneChange => new()
    {
        { "iss", "\"https://other.test/\"", token => token with { Issuer = "https://other.test/" } },
        { "sub", "\"auth0|ada\"", token => token with { Subject = "auth0|ada" } },
        { "aud", "\"urn:other\"", token => token with { Audience = "urn:other" } },
        { "aud", """["urn:api","urn:other"]""", token => token with { Audiences = ["urn:api", "urn:other"] } },
        { "aud", "[]", token => token with { Audiences = [] } },
        { "azp", "\"calendar\"", token => token with { ClientId = "calendar" } },
        { "scope", "\"contacts tasks\"", token => token with { Scope = "contacts tasks" } },
        { "scope", "\"\"", token => token with { Scope = "" } },
        { "permissions", """["read:x"]""", token => token with { Permissions = ["read:x"] } },
        { "gty", "\"password\"", token => token with { GrantType = "password" } },
        { "jti", "\"t-1\"", token => token with { TokenId = "t-1" } },
        { "org_id", "\"org_1\"", token => token with { OrganizationId = "org_1" } },
        { "org_name", "\"acme\"", token => token with { OrganizationName = "acme" } },
        { "iat", "1767222000", token => token with { IssuedAt = Now.AddHours(-1), ExpiresAt = Now.AddHours(1) } },
        { "nbf", "1767225601", token => token with { NotBefore = Now.AddSeconds(1.9) } },
        { "nbf", "1767225590", token => token with { Delay = TimeSpan.FromSeconds(-10) } },
        { "exp", "1767225599", token => token with { ExpiresAt = Now.AddTicks(-1) } },
        { "exp", "1767225605", token => token with { Lifetime = TimeSpan.FromSeconds(5) } },
        { "iat", "\"soon\"", token => token.WithClaim("iat", "soon") },
        { "exp", "null", token => token.WithClaim("exp", null) },
        { "exp", "1E+300", token => token.WithClaim("exp", 1e300) },
        { "aud", """[null,"urn:api"]""", token => token.WithClaim("aud", new[] { null, "urn:api" }) },
        { "cnf", """{"jkt":"abc"}""", token => token.WithClaim("cnf", new { jkt = "abc" }) },
        { "roles", """["a",1,{}]""", token => token.WithClaim("roles", new JsonArray("a", 1, new JsonObject())) },
        { "https://api.test/mail", "\"ä+\\\"\"", token => token.WithClaim("https://api.test/mail", "ä+\"") },
    };

    [Theory]
    [MemberData(nameof(OneChange))]
    public void One_changed_part_changes_one_claim(string claim, string json, Func<TestAccessToken, TestAccessToken> change)
    {
        var before = Claims(TestAccessToken.Valid);
        var after = Claims(change(TestAccessToken.Valid));

        Assert.Equal(json, after[claim]);
        before[claim] = json;
        Assert.Equal(before.OrderBy(member => member.Key), after.OrderBy(member => member.Key));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("scope")]
    [InlineData("azp")]
    public void Any_claim_can_be_left_out(string claim)
    {
        var before = Claims(TestAccessToken.Valid);
        Assert.True(before.Remove(claim));

        Assert.Equal(before, Claims(TestAccessToken.Valid.WithoutClaim(claim)));
    }

    [Fact]
    public void A_claim_that_was_left_out_can_be_put_back()
    {
        Assert.Equal("5", Claims(TestAccessToken.Valid.WithoutClaim("exp").WithClaim("exp", 5))["exp"]);
    }

    [Fact]
    public void Claims_can_be_changed_many_at_once()
    {
        var claims = Claims(TestAccessToken.Valid with { Claims = new Dictionary<string, object?> { ["exp"] = "1", ["x"] = null } });

        Assert.Equal("\"1\"", claims["exp"]);
        Assert.Equal("null", claims["x"]);
    }

    [Fact]
    public void A_token_does_not_change_with_what_it_was_made_from()
    {
        List<string> roles = ["a"];
        var json = new JsonObject { ["x"] = 1 };
        var token = TestAccessToken.Valid.WithClaim("roles", roles).WithClaim("json", json);
        roles.Add("b");
        json["x"] = 2;

        Assert.Equal("""["a"]""", Claims(token)["roles"]);
        Assert.Equal("""{"x":1}""", Claims(token)["json"]);
        Assert.DoesNotContain("roles", Claims(TestAccessToken.Valid));
    }

    [Fact]
    public void A_claim_needs_no_default_where_the_token_brings_its_own()
    {
        var nameless = new TestIssuer("https://no-audience.test/");

        Assert.Throws<InvalidOperationException>(() => nameless.Issue());
        Assert.Equal("urn:api", new ReadToken(nameless.Issue(TestAccessToken.Valid with { Audience = "urn:api" })).Text("aud"));
        Assert.DoesNotContain("aud", new ReadToken(nameless.Issue(TestAccessToken.Valid.WithoutClaim("aud"))).Names());
    }

    [Fact]
    public async Task A_header_member_may_be_anything_and_is_signed()
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid.WithHeader("crit", new[] { "x" }).WithHeader("kid", 1).WithoutHeader("typ")));

        Assert.Equal("""{"alg":"RS256","kid":1,"crit":["x"]}""", token.Header.GetRawText());
        Assert.True(token.IsSignedBy((await Fetch.KeysAsync(issuer))[0]));
    }

    [Theory]
    [InlineData("None")]
    [InlineData("rs256")]
    [InlineData("HS256")]
    public async Task A_header_may_lie_about_the_algorithm_while_the_signature_is_right(string lie)
    {
        var token = new ReadToken(issuer.Issue(TestAccessToken.Valid.WithHeader("alg", lie)));

        Assert.Equal(lie, token.Header.GetProperty("alg").GetString());
        Assert.True(token.IsSignedBy((await Fetch.KeysAsync(issuer))[0], "RS256"));
    }

    [Fact]
    public void Type_and_key_id_are_the_tokens_own_when_it_says_so()
    {
        var header = new ReadToken(issuer.Issue(TestAccessToken.Valid with { Type = "application/at+jwt", KeyId = "k\0" })).Header;

        Assert.Equal("application/at+jwt", header.GetProperty("typ").GetString());
        Assert.Equal("k\0", header.GetProperty("kid").GetString());
    }

    [Fact]
    public void A_token_is_shown_as_what_differs_from_the_valid_one()
    {
        Assert.Equal("TestAccessToken { Age = 02:00:00 }", TestAccessToken.Expired.ToString());
        Assert.Equal(
            """TestAccessToken { Audiences = ["a","b"], Scope = null, Claims = exp:absent x:[1] }""",
            (TestAccessToken.Valid with { Audiences = ["a", "b"], Scope = null }).WithoutClaim("exp").WithClaim("x", new[] { 1 }).ToString());
    }

    private Dictionary<string, string> Claims(TestAccessToken token) =>
        new ReadToken(issuer.Issue(token)).Claims.EnumerateObject().ToDictionary(member => member.Name, member => Compact(member.Value));

    private static string Compact(JsonElement value) => value.GetRawText();
}
