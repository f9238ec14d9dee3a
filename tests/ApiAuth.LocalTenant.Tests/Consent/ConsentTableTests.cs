using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Consent;

/// <summary>Client × API × callback × what was allowed before: whether the consent page is shown.</summary>
public class ConsentTableTests
{
    private const string Verifiable = "https://own.test/callback";

    public static TheoryData<string, bool, bool, string, bool, string?, bool> Rows => new()
    {
        { "third party", false, false, Verifiable, false, null, true },
        { "third party, API that lets first parties skip", false, true, Verifiable, false, null, true },
        { "third party on this machine", false, true, "http://localhost:7009/callback", true, null, true },
        { "first party, verifiable, API lets skip", true, true, Verifiable, false, null, false },
        { "first party, verifiable, API lets skip, consent asked for", true, true, Verifiable, false, "consent", true },
        { "first party, API does not let skip", true, false, Verifiable, false, null, true },
        { "first party at localhost", true, true, "http://localhost:7009/callback", false, null, true },
        { "first party at localhost, https", true, true, "https://localhost:7009/callback", false, null, true },
        { "first party below localhost", true, true, "https://own.localhost/callback", false, null, true },
        { "first party at 127.0.0.1", true, true, "http://127.0.0.1:7009/callback", false, null, true },
        { "first party with a scheme of its own", true, true, "com.example.own:/callback", false, null, true },
        { "first party without https", true, true, "http://own.test/callback", false, null, true },
        { "first party at localhost, tenant trusts this machine", true, true, "http://localhost:7009/callback", true, null, false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_page_is_shown_as_the_table_says(string row, bool isFirstParty, bool apiLetsSkip, string callback, bool trustsMachine, string? prompt, bool isShown)
    {
        var client = Seeds.Own with { IsFirstParty = isFirstParty, ThirdPartySecurityMode = ThirdPartySecurityMode.Permissive, Callbacks = [callback], WebOrigins = [] };
        var seed = LocalTenantSeed.Samples
            .With(SampleTenant.OrganizerApi with { SkipConsentForVerifiableFirstPartyClients = apiLetsSkip })
            .With(client)
            .With(new TenantSettings { SkipConsentOnLocalhost = trustsMachine });
        seed = seed with { ClientGrants = [.. seed.ClientGrants, new() { ClientId = client.ClientId, Audience = "urn:organizer-api", Scope = ["tasks"], SubjectType = SubjectType.User }] };
        await using var server = await TenantUnderTest.StartAsync(seed);
        using var browser = new Browser(server);

        var request = AuthorizeRequest.For(client) with { Scope = "openid tasks", Prompt = prompt };
        var page = await browser.SignInAsync(await browser.OpenAsync(request), SampleTenant.Alice);

        Assert.True(page.IsAt(TenantPaths.Consent) == isShown, row);
        if (isShown)
            page = await browser.AnswerAsync(page, "allow");
        Assert.Equal(["code", "state"], page.Query.Keys);
        Assert.Equal(["code", "state"], (await browser.OpenAsync(request with { Prompt = "none" })).Query.Keys);
    }

    [Theory]
    [InlineData("openid profile email")]
    [InlineData("openid unknown")]
    [InlineData("")]
    public async Task What_a_sign_in_tells_about_the_user_needs_no_consent(string scope)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var callback = await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.Valid with { Scope = scope }), SampleTenant.Alice);

        Assert.Equal(["code", "state"], callback.Query.Keys);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
    }

    [Fact]
    public async Task Access_while_the_user_is_away_needs_consent()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.Valid with { Scope = "openid offline_access" }), SampleTenant.Alice);

        Assert.Equal(["offline_access"], page.Asked.Select(item => item.Scope));
    }

    [Theory]
    [InlineData(true, "openid offline_access", true)]
    [InlineData(false, "openid", false)]
    public async Task Without_an_API_nobody_is_asked_and_only_an_application_of_ones_own_may_stay(bool isFirstParty, string scope, bool refreshes)
    {
        var client = SampleTenant.CalendarApp with { IsFirstParty = isFirstParty };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(client));
        using var browser = new Browser(server);

        var callback = await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.Valid with { Audience = null, Scope = "openid offline_access" }), SampleTenant.Alice);
        var answer = await server.RequestTokenAsync(TokenRequest.ForCode(client, callback.Query["code"]));

        Assert.Equal((200, scope, refreshes), (answer.Status, answer.Scope, answer.Body.ContainsKey("refresh_token")));
    }
}
