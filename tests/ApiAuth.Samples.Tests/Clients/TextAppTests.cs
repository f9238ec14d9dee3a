using ApiAuth.LocalTenant;
using Demo.Browsing;

namespace ApiAuth.Samples.Tests.Clients;

public sealed class TextAppTests : IAsyncLifetime
{
    private static readonly Uri ConnectPage = new(World.TextApp, "Connect");
    private const string Antiforgery = "__RequestVerificationToken";
    private readonly World world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Organizer_s_contacts_are_listed_and_get_messages()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        Assert.True(page.Shows("Contacts J Jane Doe no messages yet J John Doe no messages yet"), page.Text);

        page = await browser.OpenAsync(page.Link("Jane Doe"), CancellationToken.None);
        page = await browser.PressAsync(page, "Send", [("Text", "See you <b>soon</b>")], CancellationToken.None);

        Assert.Equal(200, page.Status);
        Assert.True(page.Shows("Jane Doe See you <b>soon</b>"), page.Text);
        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Jane Doe See you <b>soon</b>"));
    }

    [Theory]
    [InlineData(" ", "What do you want to say?")]
    [InlineData(501, "At most 500 characters.")]
    public async Task A_message_that_is_empty_or_too_long_is_not_sent(object text, string message)
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        page = await browser.OpenAsync(page.Link("Jane Doe"), CancellationToken.None);

        page = await browser.PressAsync(page, "Send", [("Text", text is int length ? new('x', length) : $"{text}")], CancellationToken.None);

        Assert.True(page.Shows(message), page.Text);
        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Jane Doe no messages yet"));
    }

    [Fact]
    public async Task Another_user_s_contact_is_nobody()
    {
        var (alice, contacts) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var jane = await alice.OpenAsync(contacts.Link("Jane Doe"), CancellationToken.None);
        jane = await alice.PressAsync(jane, "Send", [("Text", "for Alice's Jane only")], CancellationToken.None);
        Assert.Equal(200, jane.Status);
        var (bob, _) = await world.VisitAsync(ConnectPage, SampleTenant.Bob);

        var page = await bob.OpenAsync(jane.Address, CancellationToken.None);

        Assert.Equal(404, page.Status);
        Assert.True(page.Shows("Organizer knows no such contact of yours."), page.Text);
    }

    [Fact]
    public async Task The_calendar_is_refused_by_Organizer_and_explained_to_the_user()
    {
        var (browser, _) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);

        var page = await browser.OpenAsync(new(World.TextApp, "Calendar"), CancellationToken.None);

        Assert.Equal(403, page.Status);
        Assert.True(page.Shows("None of TextApp's business"), page.Text);
        Assert.Equal(1, world.Network.Count("GET /api/appointments 403"));
    }

    [Fact]
    public async Task A_user_who_denies_finds_a_friendly_page_and_is_not_connected()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Bob, TenantPages.Deny);

        Assert.Equal((new Uri(World.TextApp, "Declined"), 200), (page.Address, page.Status));
        Assert.True(page.Shows("No contacts, then"), page.Text);
        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Connect Organizer"));
    }

    [Fact]
    public async Task An_access_token_that_expired_is_replaced_by_a_detour_that_asks_nothing_while_the_user_is_signed_in_there()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var jane = page.Link("Jane Doe");
        world.Clock.Advance(World.UntilAccessTokensExpire);

        page = await browser.OpenAsync(jane, CancellationToken.None);

        Assert.Equal((jane, 200), (page.Address, page.Status));
        Assert.Equal((1, 2), (world.Network.Count($"GET {jane.AbsolutePath.Replace("/Conversation", "/api/contacts")} 401"), world.Network.Count("POST /oauth/token 200")));
    }

    [Fact]
    public async Task A_message_that_was_written_when_the_token_expired_is_in_the_form_after_the_detour()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var jane = page.Link("Jane Doe");
        page = await browser.OpenAsync(jane, CancellationToken.None);
        world.Clock.Advance(World.UntilAccessTokensExpire);

        page = await browser.PressAsync(page, "Send", [("Text", "See you at eight")], CancellationToken.None);

        Assert.Equal((jane, 200), (page.Address, page.Status));
        Assert.True(page.Shows("Your message See you at eight"), page.Text);
        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Jane Doe no messages yet"));
        page = await browser.PressAsync(page, "Send", [("Text", "See you at eight")], CancellationToken.None);
        Assert.True(page.Shows("See you at eight"), page.Text);
        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Jane Doe See you at eight"));
    }

    [Fact]
    public async Task A_form_that_carries_no_token_or_another_connection_s_is_refused_in_words()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var (other, _) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var jane = page.Link("Jane Doe");
        page = await browser.OpenAsync(jane, CancellationToken.None);
        var foreign = (await other.OpenAsync(jane, CancellationToken.None)).Forms.SelectMany(form => form.Inputs).First(input => input["name"] == Antiforgery)["value"]!;

        foreach (var token in new[] { "", foreign })
        {
            var refused = await browser.PressAsync(page, "Send", [("Text", "Send me money"), (Antiforgery, token)], CancellationToken.None);
            Assert.Equal((jane, 400), (refused.Address, refused.Status));
            Assert.True(refused.Shows("This form is out of date"), refused.Text);
            var disconnect = await browser.PressAsync(page, "Disconnect", [(Antiforgery, token)], CancellationToken.None);
            Assert.Equal(400, disconnect.Status);
        }

        Assert.True((await browser.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Jane Doe no messages yet"));
        page = await browser.PressAsync(page, "Send", [("Text", "See you")], CancellationToken.None);
        Assert.True(page.Shows("Jane Doe See you"), page.Text);
    }

    [Fact]
    public async Task A_secret_that_is_wrong_is_told_to_the_log_and_not_to_the_user()
    {
        Assert.Equal(200, (await world.VisitAsync(ConnectPage, SampleTenant.Alice)).Page.Status);
        Assert.Empty(world.Warnings.Heard);
        world.Tenant.Tenant.Store.Update(seed => seed with
        {
            Clients = [.. seed.Clients.Select(client => client.Name == SampleTenant.TextApp.Name ? client with { ClientSecret = "another-secret" } : client)],
        });

        var (_, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);

        Assert.True(page.Shows("Connecting did not work"), page.Text);
        Assert.DoesNotContain("Unauthorized", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Connecting did not work: OAuth token endpoint failure: access_denied;Description=Unauthorized"], world.Warnings.Heard);
    }

    [Fact]
    public async Task A_way_back_that_another_browser_began_connects_nobody()
    {
        using var attacker = world.Browser();
        attacker.StopAt = address => address.AbsolutePath == "/auth/organizer/callback";
        var (callback, _) = await attacker.PassAsync(await attacker.OpenAsync(ConnectPage, CancellationToken.None), SampleTenant.Bob, TenantPages.Allow, CancellationToken.None);
        using var victim = world.Browser();

        var page = await victim.OpenAsync(callback.Address, CancellationToken.None);

        Assert.True(page.Shows("Connecting did not work"), page.Text);
        Assert.True((await victim.OpenAsync(World.TextApp, CancellationToken.None)).Shows("Connect Organizer"));
        attacker.StopAt = null; // the browser that began it gets in
        Assert.True((await attacker.OpenAsync(callback.Address, CancellationToken.None)).Shows("Jane Doe"));
    }

    [Theory]
    [InlineData("Connect?returnUrl=https://evil.example/")]
    [InlineData("Connect?ReturnUrl=//evil.example")]
    [InlineData("Connect?redirectUri=https%3A%2F%2Fevil.example")]
    public async Task Nothing_in_an_address_decides_where_the_user_ends(string path)
    {
        var (_, page) = await world.VisitAsync(new(World.TextApp, path), SampleTenant.Alice);

        Assert.Equal((World.TextApp, 200), (page.Address, page.Status));
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task No_script_and_no_other_site_s_form_uses_its_cookies_and_over_https_they_are_for_https_alone(string scheme, bool secure)
    {
        var site = new Uri($"{scheme}://{World.TextApp.Authority}/");
        world.Tenant.Tenant.Store.Update(seed => seed with { Clients = [.. seed.Clients.Select(client => client.Name == SampleTenant.TextApp.Name ? SampleTenant.At(client, site) : client)] });
        using var network = new HearsCookies(world.Network);
        using var browser = new Browser(network);

        var connect = await browser.OpenAsync(new(site, "Connect"), CancellationToken.None);
        var (page, _) = await browser.PassAsync(connect, SampleTenant.Alice, TenantPages.Allow, CancellationToken.None);
        page = await browser.OpenAsync(page.Link("Jane Doe"), CancellationToken.None);
        world.Clock.Advance(World.UntilAccessTokensExpire);
        await browser.PressAsync(page, "Send", [("Text", "See you")], CancellationToken.None);

        var cookies = network.Heard.Where(cookie => cookie.Site.Authority == site.Authority && !cookie.Text.Contains("1970", StringComparison.Ordinal)).Select(cookie => cookie.Text).ToArray();
        Assert.Equal(["textapp", "textapp.draft", "textapp.form", "textapp.signin"], cookies.Select(NameOf).Distinct().Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; httponly", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.Matches("; samesite=(lax|strict)", cookie));
        Assert.All(cookies, cookie => Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_address_that_is_none_is_404_in_words()
    {
        using var browser = world.Browser();

        var page = await browser.OpenAsync(new(World.TextApp, "Nowhere"), CancellationToken.None);

        Assert.Equal(404, page.Status);
        Assert.True(page.Shows("There is no such page"), page.Text);
    }

    [Fact]
    public async Task A_new_token_that_Organizer_refuses_leads_to_an_explanation_and_not_in_circles()
    {
        var (browser, twin) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        Assert.Equal(200, twin.Status);
        world.Network.Connect(World.Organizer, new RefusesEverything());

        var page = await browser.OpenAsync(World.TextApp, CancellationToken.None);

        Assert.Equal((World.TextApp, 503), (page.Address, page.Status));
        Assert.True(page.Shows("Organizer does not answer"), page.Text);
    }

    [Fact]
    public async Task After_disconnecting_the_contacts_are_gone_until_the_user_connects_again()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);

        page = await browser.PressAsync(page, "Disconnect", [], CancellationToken.None);
        Assert.True(page.Shows("Connect Organizer"), page.Text);

        page = await browser.OpenAsync(ConnectPage, CancellationToken.None);
        Assert.True(page.Shows("Jane Doe"), page.Text);
    }

    [Fact]
    public async Task No_page_holds_a_token_and_the_cookie_only_an_encrypted_one()
    {
        var (browser, page) = await world.VisitAsync(ConnectPage, SampleTenant.Alice);
        var conversation = await browser.OpenAsync(page.Link("Jane Doe"), CancellationToken.None);
        var cookies = browser.CookiesFor(World.TextApp);

        Assert.Contains("textapp=", cookies, StringComparison.Ordinal);
        Assert.All([page.Html, conversation.Html, cookies], text =>
        {
            Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(SampleTenant.TextApp.ClientSecret!, text, StringComparison.Ordinal);
        });
    }

    private static string NameOf(string cookie) => cookie.Split('=')[0] is var name && name.StartsWith("textapp.signin", StringComparison.Ordinal) ? "textapp.signin" : name;

    private sealed class HearsCookies(HttpMessageHandler network) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker inner = new(network, disposeHandler: false);

        public List<(Uri Site, string Text)> Heard { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await inner.SendAsync(request, cancellationToken);
            Heard.AddRange((response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).Select(cookie => (request.RequestUri!, cookie)));
            return response;
        }
    }

    private sealed class RefusesEverything : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized));
    }
}
