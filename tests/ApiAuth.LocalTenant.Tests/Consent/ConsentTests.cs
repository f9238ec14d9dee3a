using ApiAuth.LocalTenant.Tests.Browsing;
using ApiAuth.LocalTenant.Tests.ErrorRows;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Consent;

public class ConsentTests
{
    private static readonly AuthorizeRequest Valid = AuthorizeRequest.Valid;

    [Fact]
    public async Task The_page_names_application_API_account_and_what_each_scope_means()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SignInAsync(await browser.OpenAsync(Valid with { Scope = "openid email appointments contacts tasks unknown offline_access" }), SampleTenant.Alice);

        foreach (var name in (string[])["CalendarApp", "Organizer API", "alice@example.com", "Local tenant"])
            Assert.Contains(name, page.Html, StringComparison.Ordinal);
        Assert.Equal(
            [("appointments", "Manage your appointments"), ("contacts", "Manage your contacts"), ("offline_access", "Keep this access while you are away")],
            page.Asked);
    }

    [Fact]
    public async Task Without_descriptions_scopes_are_told_by_resource()
    {
        var api = new ResourceServer { Identifier = "urn:blog", Scopes = [new("read:posts"), new("write:posts"), new("delete:posts"), new("read:drafts"), new("admin", "Everything")] };
        var seed = LocalTenantSeed.Samples.With(api).With(Seeds.Own).With(new TenantSettings { UseScopeDescriptionsForConsent = false });
        await using var server = await TenantUnderTest.StartAsync(seed);
        using var browser = new Browser(server);
        var request = AuthorizeRequest.For(Seeds.Own) with { Audience = "urn:blog", Scope = "read:posts write:posts delete:posts read:drafts admin" };

        var page = await browser.SignInAsync(await browser.OpenAsync(request), SampleTenant.Alice);

        Assert.Equal(
            [
                ("read:posts write:posts delete:posts", "Posts: read, write and delete your posts"),
                ("read:drafts", "Drafts: read your drafts"),
                ("admin", "admin"),
            ],
            page.Asked);
    }

    [Fact]
    public async Task Allowing_is_remembered_for_user_client_and_API()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        using var bob = new Browser(server);

        await browser.AuthorizeAsync(Valid);

        var grant = Assert.Single(server.Tenant.Store.Current.UserGrants);
        Assert.Equal((SampleTenant.Alice.UserId, SampleTenant.CalendarApp.ClientId, "urn:organizer-api"), (grant.UserId, grant.ClientId, grant.Audience));
        Assert.Equal(["appointments", "contacts"], grant.Scope);
        Assert.Equal(["code", "state"], (await browser.OpenAsync(Valid with { Scope = "contacts" })).Query.Keys);
        Assert.True((await bob.SignInAsync(await bob.OpenAsync(Valid), SampleTenant.Bob)).IsAt(TenantPaths.Consent));
        Assert.True((await browser.OpenAsync(AuthorizeRequest.For(SampleTenant.TextApp) with { Scope = "contacts" })).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task A_new_scope_is_asked_for_and_added_to_those_allowed_before()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid with { Scope = "contacts" });
        var id = server.Tenant.Store.Current.UserGrants.Single().Id;

        var page = await browser.OpenAsync(Valid with { Scope = "contacts appointments" });
        Assert.True(page.IsAt(TenantPaths.Consent));
        await browser.AnswerAsync(page, "allow");

        var grant = Assert.Single(server.Tenant.Store.Current.UserGrants);
        Assert.Equal(id, grant.Id);
        Assert.Equal(["contacts", "appointments"], grant.Scope);
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("")]
    [InlineData("Allow")]
    [Proves(ErrorRow.ConsentDeclined)]
    public async Task Anything_but_allow_is_a_refusal_and_nothing_is_remembered(string answer)
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Alice);

        var callback = await browser.AnswerAsync(page, answer);

        Assert.Equal((303, SampleTenant.CalendarApp.Callbacks[0]), (callback.Status, callback.Target));
        Assert.Equal(
            [("error", "access_denied"), ("error_description", "User did not authorize the request"), ("state", "the state")],
            callback.Query.Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_is_asked_for_again()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);
        Assert.Equal(["code", "state"], (await browser.OpenAsync(Valid)).Query.Keys);

        server.Tenant.Store.Update(seed => seed with { UserGrants = [] });

        Assert.True((await browser.OpenAsync(Valid)).IsAt(TenantPaths.Consent));
    }

    [Fact]
    public async Task A_client_can_ask_for_consent_again()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        await browser.AuthorizeAsync(Valid);

        var page = await browser.OpenAsync(Valid with { Prompt = "consent" });

        Assert.True(page.IsAt(TenantPaths.Consent));
        Assert.Equal(["code", "state"], (await browser.AnswerAsync(page, "allow")).Query.Keys);
    }

    [Fact]
    public async Task What_the_page_did_not_show_is_not_allowed_by_its_button()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            ClientGrants = [new() { ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api", Scope = ["contacts"], SubjectType = SubjectType.User }],
        });
        using var browser = new Browser(server);
        var page = await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Alice);
        Assert.Equal(["contacts"], page.Asked.Select(item => item.Scope));

        server.Tenant.Store.Update(seed => seed with { ClientGrants = [.. seed.ClientGrants.Select(grant => grant with { Scope = ["contacts", "appointments"] })] });
        var again = await browser.AnswerAsync(page, "allow");

        Assert.Equal(["appointments", "contacts"], again.Asked.Select(item => item.Scope));
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
    }

    [Fact]
    public async Task What_one_user_saw_another_does_not_allow()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var seenByAlice = await browser.SignInAsync(await browser.OpenAsync(Valid), SampleTenant.Alice);
        await browser.SignInAsync(await browser.OpenAsync(Valid with { Prompt = "login" }), SampleTenant.Bob);

        var again = await browser.AnswerAsync(seenByAlice, "allow");

        Assert.True(again.IsAt(TenantPaths.Consent));
        Assert.Contains("bob@example.com", again.Html, StringComparison.Ordinal);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
        await browser.AnswerAsync(again, "allow");
        Assert.Equal(SampleTenant.Bob.UserId, Assert.Single(server.Tenant.Store.Current.UserGrants).UserId);
    }

    [Fact]
    public async Task A_scope_name_with_markup_is_text()
    {
        var api = new ResourceServer { Identifier = "urn:odd", Name = "<b>Odd</b>", Scopes = [new("a", "<img src=x onerror=alert(1)>")] };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples.With(api).With(Seeds.Own with { Name = "<i>Own</i>" }));
        using var browser = new Browser(server);

        var page = await browser.SignInAsync(await browser.OpenAsync(AuthorizeRequest.For(Seeds.Own) with { Audience = "urn:odd", Scope = "a" }), SampleTenant.Alice);

        Assert.Equal([("a", "<img src=x onerror=alert(1)>")], page.Asked);
        foreach (var markup in (string[])["<img", "<b>", "<i>"])
            Assert.DoesNotContain(markup, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_credentials_never_ask()
    {
        await using var server = await TenantUnderTest.StartAsync();

        Assert.Equal(200, (await server.RequestTokenAsync(TokenRequest.Valid)).Status);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
    }
}
