using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Authorize;

public class CodeFlowTests
{
    [Fact]
    public async Task A_user_signs_in_and_allows_and_the_client_gets_the_users_tokens()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var login = await browser.OpenAsync(AuthorizeRequest.Valid with { Scope = "appointments contacts openid email offline_access" });
        Assert.True(login.IsAt(TenantPaths.Login), login.Html);
        var consent = await browser.SignInAsync(login, SampleTenant.Alice);
        Assert.True(consent.IsAt(TenantPaths.Consent), consent.Html);
        var callback = await browser.AnswerAsync(consent, "allow");

        Assert.Equal((303, SampleTenant.CalendarApp.Callbacks[0]), (callback.Status, callback.Target));
        Assert.Equal(["code", "state"], callback.Query.Keys);
        Assert.Equal("the state", callback.Query["state"]);

        var tokens = await server.RequestTokenAsync(TokenRequest.ForCode(SampleTenant.CalendarApp, callback.Query["code"]));
        Assert.Equal(["access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type"], tokens.Body.Select(member => member.Key));
        Assert.Equal("appointments contacts openid email offline_access", tokens.Scope);
        Assert.Equal(SampleTenant.Alice.UserId, (string?)tokens.Claims["sub"]);
        Assert.Null(await Verification.FailureAsync(server, tokens.AccessToken, "urn:organizer-api"));
        Assert.Null(await Verification.FailureAsync(server, (string)tokens.Body["id_token"]!, SampleTenant.CalendarApp.ClientId));
    }
}
