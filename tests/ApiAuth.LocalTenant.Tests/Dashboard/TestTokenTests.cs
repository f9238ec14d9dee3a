using System.Net;
using ApiAuth.LocalTenant.Tests.Html;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>Test tokens of the dashboard.</summary>
public class TestTokenTests
{
    private const string Organizer = "/dashboard/test?audience=urn%3Aorganizer-api";
    private const string WorldMappers = "/dashboard/test?audience=urn%3Aworldmappers";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_users_token_is_shown_whole_and_in_words()
    {
        await using var server = await StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(
            await browser.OpenAsync(Organizer), ("subject", ["user"]), ("userId", [SampleTenant.Alice.UserId]), ("clientId", [SampleTenant.CalendarApp.ClientId]), ("scopes", ["contacts", "tasks"]));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            [
                ["iss", "\"https://local-tenant.test/\"", "Issuer: who made the token."],
                ["sub", "\"auth0|a11ce0000000000000000001\"", "Subject: the user Alice Adams."],
                ["aud", "\"urn:organizer-api\"", "Audience: whom the token is for. An API accepts its own identifier only."],
                ["iat", "1795348800", "Issued at 2026-11-22 12:00:00 UTC, just now."],
                ["exp", "1795435200", "Expires at 2026-11-23 12:00:00 UTC, in 24 hours."],
                ["scope", "\"contacts\"", "What the token allows: Manage your contacts."],
                ["azp", "\"CalendarApp000000000000000000001\"", "Authorized party: the application, CalendarApp."],
            ],
            page.Rows(0));
        Assert.Equal(
            [
                ["alg", "\"RS256\"", "The algorithm of the signature."],
                ["typ", "\"JWT\"", "The type: any JWT."],
                ["kid", $"\"{server.Tenant.Keys.Current}\"", "The id of the key in the JWKS that verifies the signature."],
            ],
            page.Rows(1));
        Assert.Equal("tasks", WebPage.Text(page.All("strong").Single(element => element.Value == "Left out:").ElementsAfterSelf("code").Single()));
        Assert.Equal(Organizer, page.Address.PathAndQuery);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_verifies_and_the_curl_line_carries_it()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(await browser.OpenAsync(Organizer), "endpoint", "http://localhost:7001/it's");

        var token = page.All("pre").First().Value;
        Assert.Null(await Verification.FailureAsync(server, token, "urn:organizer-api"));
        Assert.Equal($"curl -i 'http://localhost:7001/it'\\''s' -H 'Authorization: Bearer {token}'", page.All("pre").ElementAt(1).Value);
    }

    [Fact]
    public async Task An_applications_own_token_has_no_user()
    {
        await using var server = await StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(
            await browser.OpenAsync(WorldMappers), ("subject", ["client"]), ("clientId", [SampleTenant.GiftDeliveries.ClientId]), ("scopes", ["directions"]), ("lifetime", ["90"]));

        Assert.Equal(["sub", "\"GiftDeliveries000000000000000001@clients\"", "Subject: the application itself, there is no user."], page.Rows()[1]);
        Assert.Equal("Expires at 2026-11-22 12:01:30 UTC, in 1 minute 30 seconds.", page.Rows()[4][2]);
        Assert.Equal("directions", new JsonWebToken(page.All("pre").First().Value).GetClaim("scope").Value);
    }

    [Theory]
    [InlineData("subject", "client", "Client \"CalendarApp000000000000000000001\" is not authorized to access resource server \"urn:organizer-api\".")]
    [InlineData("clientId", "GiftDeliveries000000000000000001", "")]
    [InlineData("clientId", "TaxiFinder0000000000000000000001", "")]
    [InlineData("userId", "nobody", "The user \"nobody\" does not exist.")]
    [InlineData("clientId", "nobody", "The client \"nobody\" does not exist.")]
    [InlineData("lifetime", "never", "Write whole seconds, from 1 to 2592000.")]
    [InlineData("endpoint", "", "Write the address of an endpoint to call.")]
    public async Task What_the_tenant_would_refuse_an_application_is_refused_here(string field, string value, string problem)
    {
        await using var server = await TenantUnderTest.StartAsync(TenantUnderTest.WithOrganizer(api => api with { UserPolicy = UserAccessPolicy.RequireClientGrant }));
        using var browser = new Browser(server);
        var form = await browser.OpenAsync(Organizer);
        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(form)).Status);

        var refused = await browser.SubmitAsync(form, field, value);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(problem, Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Empty(refused.All("pre"));
    }

    [Fact]
    public async Task A_tenant_that_knows_nobody_issues_tokens_for_its_Management_API()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Empty);
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(await browser.OpenAsync("/dashboard/test"), "scopes", "read:clients");

        Assert.Equal(["aud", "\"https://local-tenant.test/api/v2/\""], page.Rows()[2].Take(2));
        Assert.Equal("read:clients", new JsonWebToken(page.All("pre").First().Value).GetClaim("scope").Value);
    }

    [Fact]
    public async Task An_API_that_was_deleted_is_not_found()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/dashboard/test?audience=gone")).Status);
    }

    private static Task<LocalTenantServer> StartAsync()
    {
        var options = TenantUnderTest.Options();
        options.TimeProvider = new StoppedClock(Now);
        return LocalTenantServer.StartInProcessAsync(options);
    }
}
