using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Tokens;

public class UserTokenTests
{
    internal static readonly UserTokenRequest Valid = new()
    {
        UserId = SampleTenant.Alice.UserId,
        ClientId = SampleTenant.CalendarApp.ClientId,
        Audience = SampleTenant.OrganizerApi.Identifier,
        Scope = "appointments contacts",
    };

    private static readonly Client Own = new() { ClientId = "own", Name = "Organizer's own app", ClientSecret = "s" };

    public static TheoryData<string, string, string, string> SampleScopes => new()
    {
        { "CalendarApp", SampleTenant.CalendarApp.ClientId, "appointments contacts tasks", "appointments contacts" },
        { "MyTodos.io", SampleTenant.MyTodos.ClientId, "appointments contacts tasks", "tasks" },
        { "TextApp.io", SampleTenant.TextApp.ClientId, "appointments contacts tasks", "contacts" },
    };

    public static TheoryData<string, UserTokenRequest, string> Refusals => new()
    {
        { "user", Valid with { UserId = "auth0|nobody" }, "The user \"auth0|nobody\" does not exist." },
        { "client", Valid with { ClientId = "nobody" }, "The client \"nobody\" does not exist." },
        { "API", Valid with { Audience = "urn:elsewhere" }, "Service not enabled within domain: urn:elsewhere" },
        {
            "grant", Valid with { Audience = "urn:worldmappers" },
            "Client \"CalendarApp000000000000000000001\" is not authorized to access resource server \"urn:worldmappers\"."
        },
    };

    [Theory]
    [MemberData(nameof(SampleScopes))]
    public async Task A_third_party_application_gets_no_more_than_its_grant(string name, string clientId, string asked, string granted)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var claims = Jwt.Claims(server.Tenant.IssueAccessToken(Valid with { ClientId = clientId, Scope = asked }));

        Assert.True(granted == (string?)claims["scope"], name);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_token_that_cannot_be_is_refused_with_the_reason(string unknown, UserTokenRequest request, string message)
    {
        await using var server = await TenantUnderTest.StartAsync();
        Assert.NotEmpty(server.Tenant.IssueAccessToken(Valid));

        var refusal = Assert.Throws<LocalTenantException>(() => server.Tenant.IssueAccessToken(request));

        Assert.True(message == refusal.Message, $"{unknown}: {refusal.Message}");
    }

    [Theory]
    [InlineData(UserAccessPolicy.AllowAll, true, true)]
    [InlineData(UserAccessPolicy.AllowAll, false, false)]
    [InlineData(UserAccessPolicy.RequireClientGrant, true, false)]
    [InlineData(UserAccessPolicy.RequireClientGrant, false, false)]
    [InlineData(UserAccessPolicy.DenyAll, true, false)]
    [InlineData(UserAccessPolicy.DenyAll, false, false)]
    public async Task Without_a_grant_the_policy_and_the_owner_of_the_application_decide(UserAccessPolicy policy, bool firstParty, bool allowed)
    {
        await using var server = await TenantUnderTest.StartAsync(WithOwnApp(policy, Own with { IsFirstParty = firstParty }));

        Assert.Equal(allowed, CanIssue(server, Valid with { ClientId = "own" }));
    }

    [Theory]
    [InlineData(UserAccessPolicy.AllowAll, true)]
    [InlineData(UserAccessPolicy.RequireClientGrant, true)]
    [InlineData(UserAccessPolicy.DenyAll, false)]
    public async Task With_a_grant_every_policy_but_deny_all_lets_an_application_in(UserAccessPolicy policy, bool allowed)
    {
        var grant = new ClientGrant { ClientId = "own", Audience = "urn:organizer-api", Scope = ["tasks"], SubjectType = SubjectType.User };
        await using var server = await TenantUnderTest.StartAsync(WithOwnApp(policy, Own with { IsFirstParty = false }) with { ClientGrants = [grant] });

        Assert.Equal(allowed, CanIssue(server, Valid with { ClientId = "own" }));
    }

    [Fact]
    [Proves(ErrorRow.UnknownScopesAreDropped)]
    public async Task A_first_party_application_without_grant_gets_every_scope_of_the_API_it_asks_for()
    {
        await using var server = await TenantUnderTest.StartAsync(WithOwnApp(UserAccessPolicy.AllowAll, Own));

        var claims = Jwt.Claims(server.Tenant.IssueAccessToken(Valid with { ClientId = "own", Scope = "tasks contacts unknown" }));

        Assert.Equal("tasks contacts", (string?)claims["scope"]);
    }

    [Fact]
    public async Task A_token_without_scopes_has_no_scope_claim()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var claims = Jwt.Claims(server.Tenant.IssueAccessToken(Valid with { Scope = "unknown" }));

        Assert.False(claims.ContainsKey("scope"));
        Assert.Equal("urn:organizer-api", (string?)claims["aud"]);
    }

    [Theory]
    [InlineData("openid", SigningAlgorithm.RS256, true)]
    [InlineData("profile", SigningAlgorithm.RS256, false)]
    [InlineData("openid", SigningAlgorithm.PS256, false)]
    [InlineData("openid", SigningAlgorithm.RS512, false)]
    [Proves(ErrorRow.UserInfoAudienceOnlyForOpenIdAndRs256)]
    public async Task Userinfo_is_an_audience_for_openid_and_RS256_only(string scope, SigningAlgorithm algorithm, bool listed)
    {
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithOrganizer(api => api with { SigningAlgorithm = algorithm }));

        var audience = Jwt.Claims(server.Tenant.IssueAccessToken(Valid with { Scope = scope }))["aud"]!.ToJsonString();

        Assert.Equal(listed ? """["urn:organizer-api","https://local-tenant.test/userinfo"]""" : "\"urn:organizer-api\"", audience);
    }

    [Theory]
    [InlineData(false, 86400)]
    [InlineData(true, 7200)]
    public async Task A_token_for_the_browser_lives_shorter(bool forWeb, int seconds)
    {
        await using var server = await TenantUnderTest.StartAsync();

        var claims = Jwt.Claims(server.Tenant.IssueAccessToken(Valid with { ForWeb = forWeb }));

        Assert.Equal(seconds, (long)claims["exp"]! - (long)claims["iat"]!);
    }

    [Fact]
    [Proves(ErrorRow.NoAudienceGivesOpaqueToken)]
    public async Task Without_an_audience_the_token_is_opaque()
    {
        await using var server = await TenantUnderTest.StartAsync();

        var token = server.Tenant.IssueAccessToken(Valid with { Audience = null });

        Assert.Matches("^[0-9A-Za-z_-]{32}$", token);
        Assert.NotEqual(token, server.Tenant.IssueAccessToken(Valid with { Audience = null }));
    }

    private static LocalTenantSeed WithOwnApp(UserAccessPolicy policy, Client own) =>
        TenantUnderTest.WithOrganizer(api => api with { UserPolicy = policy }) with { Clients = [own], ClientGrants = [] };

    private static bool CanIssue(LocalTenantServer server, UserTokenRequest request) =>
        Record.Exception(() => server.Tenant.IssueAccessToken(request)) switch
        {
            null => true,
            LocalTenantException => false,
            var other => throw other,
        };
}
