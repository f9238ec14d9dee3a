using System.Text.Json;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;

namespace ApiAuth.Middleware.Tests.Tokens;

public class AccessTokenTests
{
    [Fact]
    public async Task Every_property_is_read_from_its_claim()
    {
        await using var validator = new TestValidator();
        var now = validator.Time.GetUtcNow();

        var token = await validator.AcceptAsync(TestAccessToken.Rfc9068 with
        {
            Subject = "auth0|1", Audiences = ["urn:test-api", "https://tenant.test/userinfo"], ClientId = "client", Scope = "openid contacts openid", Permissions = ["read:it", "write:it"],
            TokenId = "id-1", OrganizationId = "org_1", OrganizationName = "acme", Delay = TimeSpan.FromSeconds(5), Lifetime = TimeSpan.FromMinutes(2),
        });

        Assert.Equal(("https://tenant.test/", "auth0|1", "client", "id-1", "org_1", "acme"), (token.Issuer, token.Subject, token.ClientId, token.TokenId, token.OrganizationId, token.OrganizationName));
        Assert.Equal((now, now.AddSeconds(5), now.AddMinutes(2)), (token.IssuedAt, token.NotBefore, token.ExpiresAt));
        Assert.Equal(["urn:test-api", "https://tenant.test/userinfo"], token.Audiences);
        Assert.Equal(["openid", "contacts"], token.Scopes);
        Assert.Equal(["read:it", "write:it"], token.Permissions);
        Assert.Equal((false, null), (token.IsMachineToMachine, token.Confirmation));
        Assert.Equal("acme", token.Claims.GetProperty("org_name").GetString());
        Assert.Equal((true, false, false), (token.HasScope("contacts"), token.HasScope("contact"), token.HasScope("Contacts")));
        Assert.Equal((true, false, false), (token.HasPermission("read:it"), token.HasPermission("read"), token.HasPermission("READ:IT")));
    }

    [Fact]
    public async Task What_is_absent_is_null_or_empty()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync((TestAccessToken.Valid with { ClientId = null, Scope = null }).WithoutClaim("iat"));

        Assert.Equal((null, null, null, null, null, null), (token.ClientId, token.TokenId, token.OrganizationId, token.OrganizationName, token.IssuedAt, token.NotBefore));
        Assert.Equal((0, 0, false), (token.Scopes.Count, token.Permissions.Count, token.IsMachineToMachine));
    }

    [Fact]
    public async Task A_claim_of_the_wrong_type_is_as_if_it_were_absent()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid
            .WithClaim("client_id", 1).WithClaim("jti", true).WithClaim("org_id", new[] { "org_1" }).WithClaim("permissions", new object[] { "a", 1 }).WithClaim("scope", 1).WithClaim("scp", "contacts"));

        Assert.Equal(("test-client", null, null), (token.ClientId, token.TokenId, token.OrganizationId));
        Assert.Equal((0, 0), (token.Permissions.Count, token.Scopes.Count));
    }

    [Fact]
    public async Task Client_id_comes_before_azp()
    {
        await using var validator = new TestValidator();

        Assert.Equal("test-client", (await validator.AcceptAsync(TestAccessToken.Valid)).ClientId);
        Assert.Equal("other", (await validator.AcceptAsync(TestAccessToken.Valid.WithClaim("client_id", "other"))).ClientId);
    }

    public static TheoryData<string, string> Scopes => new()
    {
        { "{\"scope\":\"a b\"}", "a b" }, { "{\"scope\":\"  a   b \"}", "a b" }, { "{\"scope\":[\"a\",\"b\"]}", "a b" }, { "{\"scope\":[\"a b\",\"c\",\"\"]}", "c" },
        { "{\"scope\":\"a\",\"scp\":\"b\"}", "a" }, { "{\"scope\":\"\",\"scp\":\"b\"}", "" }, { "{\"scope\":null,\"scp\":\"b\"}", "" },
        { "{\"scp\":\"a b\"}", "a b" }, { "{\"scp\":[\"a\",\"b\"]}", "a b" }, { "{\"scope\":[]}", "" }, { "{\"scope\":{\"a\":1}}", "" }, { "{\"scope\":[[\"a\"]]}", "" }, { "{}", "" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Scopes_are_words_of_a_string_or_members_of_an_array_and_scp_counts_where_scope_is_absent(string claims, string scopes)
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(With(TestAccessToken.Valid with { Scope = null }, claims));

        Assert.Equal(scopes, string.Join(' ', token.Scopes));
    }

    [Theory]
    [InlineData("{\"sub\":\"client@clients\",\"azp\":\"client\",\"gty\":\"client-credentials\"}", true)]
    [InlineData("{\"sub\":\"x\",\"gty\":\"client-credentials\"}", true)]
    [InlineData("{\"sub\":\"client@clients\",\"azp\":\"client\"}", true)]
    [InlineData("{\"sub\":\"client@clients\",\"client_id\":\"client\"}", true)]
    [InlineData("{\"sub\":\"client\",\"client_id\":\"client\"}", true)]
    [InlineData("{\"sub\":\"agt_123\",\"client_id\":\"client\"}", true)]
    [InlineData("{\"sub\":\"x\",\"sub_profile\":\"service\"}", true)]
    [InlineData("{\"sub\":\"auth0|1\",\"azp\":\"client\"}", false)]
    [InlineData("{\"sub\":\"auth0|1\",\"azp\":\"client\",\"gty\":\"password\"}", false)]
    [InlineData("{\"sub\":\"auth0|1\",\"azp\":\"client\",\"gty\":[\"client-credentials\"]}", false)]
    [InlineData("{\"sub\":\"other@clients\",\"azp\":\"client\"}", false)]
    [InlineData("{\"sub\":\"Client\",\"azp\":\"client\"}", false)]
    public async Task A_clients_own_token_is_told_from_a_users(string claims, bool isMachineToMachine)
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(With(TestAccessToken.Valid with { ClientId = null }, claims));

        Assert.Equal(isMachineToMachine, token.IsMachineToMachine);
    }

    [Fact]
    public async Task A_token_is_shared_and_cannot_be_changed()
    {
        await using var validator = new TestValidator();
        var text = validator.Issuer.Issue(TestAccessToken.Valid with { Permissions = ["read:it"] });

        var token = (await validator.ValidateAsync(text)).Token!;

        Assert.Same(token, (await validator.ValidateAsync(text)).Token);
        foreach (var list in new[] { token.Scopes, token.Permissions, token.Audiences })
            Assert.Throws<NotSupportedException>(() => Assert.IsType<IList<string>>(list, exactMatch: false)[0] = "admin");
        Assert.DoesNotContain(typeof(AccessToken).GetProperties(), property => property.CanWrite);
    }

    [Fact]
    public async Task Its_text_names_the_issuer_and_the_expiry_alone()
    {
        await using var validator = new TestValidator();

        var token = await validator.AcceptAsync(TestAccessToken.Valid);

        Assert.Equal("Access token of https://tenant.test/, expires 2026-01-01 01:00:00Z", token.ToString());
    }

    private static TestAccessToken With(TestAccessToken token, string claims) =>
        JsonDocument.Parse(claims).RootElement.EnumerateObject().Aggregate(token, (changed, claim) => changed.WithClaim(claim.Name, claim.Value));
}
