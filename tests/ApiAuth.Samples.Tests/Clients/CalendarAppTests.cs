using System.Net;
using ApiAuth.LocalTenant;
using Demo.Browsing;

namespace ApiAuth.Samples.Tests.Clients;

public sealed class CalendarAppTests : IAsyncLifetime
{
    private static readonly Uri SignInPage = new(World.CalendarApp, "SignIn");
    private static readonly Uri TasksPage = new(World.CalendarApp, "Tasks");
    private readonly World world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Organizer_s_appointments_stand_next_to_its_own_in_order()
    {
        var (_, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        Assert.Equal((World.CalendarApp, 200), (page.Address, page.Status));
        Assert.True(page.Shows("alice@example.com"));
        Assert.True(page.Shows(
            "3 Nov 2015 Follow up on deal with Contoso Organizer 10 Nov 2015 Piano lesson CalendarApp 20 Nov 2015 Meet with Fabrikam Organizer "
            + "24 Nov 2015 Dentist CalendarApp 12 Dec 2015 Winter concert CalendarApp"), page.Text);
    }

    [Fact]
    public async Task It_asks_with_PKCE_state_and_nonce_for_what_it_needs()
    {
        using var http = new HttpClient(world.Network, disposeHandler: false);
        using var challenge = await http.GetAsync(SignInPage);
        var question = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(challenge.Headers.Location!.Query);

        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        Assert.Equal(new Uri(new(world.Tenant.Issuer), "authorize").AbsoluteUri, challenge.Headers.Location.GetLeftPart(UriPartial.Path));
        Assert.Equal(
            ("code", "S256", "urn:organizer-api", "appointments contacts openid email offline_access", "http://localhost:7003/auth/organizer/callback"),
            ($"{question["response_type"]}", $"{question["code_challenge_method"]}", $"{question["audience"]}", $"{question["scope"]}", $"{question["redirect_uri"]}"));
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.True($"{question[name]}".Length >= 43, name));
    }

    [Fact]
    public async Task An_appointment_is_created_in_Organizer_and_a_contact_is_invited()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        var jane = page.Forms.SelectMany(form => form.Inputs).First(input => input["name"] == "Input.Invite")["value"]!;

        page = await browser.PressAsync(page, "Create", [("Input.Title", "Lunch"), ("Input.Date", "2015-11-30"), ("Input.Invite", jane)], CancellationToken.None);

        Assert.Equal(200, page.Status);
        Assert.True(page.Shows("30 Nov 2015 Lunch Organizer with Jane Doe"), page.Text);
        Assert.Equal(1, world.Network.Count("POST /api/appointments 201"));
    }

    [Theory]
    [InlineData("", "2015-11-30", "What is it about?")]
    [InlineData("Lunch", "", "When is it?")]
    public async Task A_form_that_lacks_something_is_shown_again_and_says_what(string title, string date, string message)
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        page = await browser.PressAsync(page, "Create", [("Input.Title", title), ("Input.Date", date)], CancellationToken.None);

        Assert.True(page.Shows(message), page.Text);
        Assert.Equal(0, world.Network.Count("POST /api/appointments 201"));
    }

    [Fact]
    public async Task What_people_write_is_text_and_never_markup()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        page = await browser.PressAsync(page, "Create", [("Input.Title", "<script>alert(1)</script>"), ("Input.Date", "2015-11-30")], CancellationToken.None);

        Assert.True(page.Shows("<script>alert(1)</script>"), page.Text);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_tasks_are_refused_by_Organizer_and_explained_to_the_user()
    {
        var (browser, _) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        var page = await browser.OpenAsync(TasksPage, CancellationToken.None);

        Assert.Equal(403, page.Status);
        Assert.True(page.Shows("This needs tasks , which is not among it."), page.Text);
        Assert.Equal(1, world.Network.Count("GET /api/tasks 403"));
    }

    [Fact]
    public async Task A_user_who_denies_finds_a_friendly_page_and_is_not_signed_in()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Bob, TenantPages.Deny);

        Assert.Equal((new Uri(World.CalendarApp, "Declined"), 200), (page.Address, page.Status));
        Assert.True(page.Shows("You did not allow it, and that is fine"), page.Text);
        Assert.True((await browser.OpenAsync(World.CalendarApp, CancellationToken.None)).Shows("Sign in with Organizer"));
        Assert.Equal(0, world.Network.Count("POST /oauth/token 200"));
    }

    [Fact]
    public async Task An_access_token_that_expired_is_renewed_and_the_user_does_not_notice()
    {
        var (browser, _) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        Assert.Equal(1, world.Network.Count("POST /oauth/token 200"));

        for (var time = 1; time <= 3; time++) // each renewal uses the refresh token that the last one brought
        {
            world.Clock.Advance(World.UntilAccessTokensExpire);
            var page = await browser.OpenAsync(World.CalendarApp, CancellationToken.None);

            Assert.Equal((World.CalendarApp, 200), (page.Address, page.Status));
            Assert.True(page.Shows("Meet with Fabrikam"), page.Text);
            Assert.Equal(1 + time, world.Network.Count("POST /oauth/token 200"));
        }
    }

    [Fact]
    public async Task Requests_that_are_refused_together_use_the_refresh_token_once()
    {
        var (browser, _) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        world.Clock.Advance(World.UntilAccessTokensExpire);

        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.OpenAsync(World.CalendarApp, CancellationToken.None)));

        Assert.All(pages, page => Assert.True(page.Shows("Meet with Fabrikam"), page.Text));
        Assert.Equal((2, 0), (world.Network.Count("POST /oauth/token 200"), world.Network.Count("POST /oauth/token 403")));
    }

    [Fact]
    public async Task When_the_refresh_token_has_expired_too_the_user_signs_in_again_and_comes_back()
    {
        var (browser, _) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        world.Clock.Advance(World.UntilRefreshTokensExpire);

        var page = await browser.OpenAsync(TasksPage, CancellationToken.None); // the tenant still knows her, and asks nothing

        Assert.Equal((TasksPage, 403), (page.Address, page.Status));
        Assert.Equal((1, 2), (world.Network.Count("POST /oauth/token 403"), world.Network.Count("POST /oauth/token 200")));
    }

    [Fact]
    public async Task An_Organizer_that_is_down_is_explained_and_the_session_stays()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        Assert.Equal(200, page.Status);

        world.Network.Cut(World.Organizer);
        page = await browser.OpenAsync(World.CalendarApp, CancellationToken.None);

        Assert.Equal(503, page.Status);
        Assert.True(page.Shows("Organizer does not answer"), page.Text);
        Assert.True(page.Shows("alice@example.com"), page.Text);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_tenant_and_revokes_the_refresh_token()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        using var thief = new HttpClient(world.Network, disposeHandler: false) { DefaultRequestHeaders = { { "Cookie", browser.CookiesFor(World.CalendarApp) } } };
        Assert.Contains("Meet with Fabrikam", await thief.GetStringAsync(World.CalendarApp), StringComparison.Ordinal);

        page = await browser.PressAsync(page, "Sign out", [], CancellationToken.None);

        Assert.Equal(World.CalendarApp, page.Address);
        Assert.True(page.Shows("Sign in with Organizer"), page.Text);
        Assert.Equal(1, world.Network.Count("POST /oauth/revoke 200"));
        Assert.Contains("Sign in with Organizer", await thief.GetStringAsync(World.CalendarApp), StringComparison.Ordinal);
        Assert.Equal(world.Tenant.Address.Authority, (await browser.OpenAsync(SignInPage, CancellationToken.None)).Address.Authority);
    }

    [Fact]
    public async Task No_page_and_no_cookie_holds_a_token()
    {
        var (browser, agenda) = await world.VisitAsync(SignInPage, SampleTenant.Alice);
        var tasks = await browser.OpenAsync(TasksPage, CancellationToken.None);
        var cookies = browser.CookiesFor(World.CalendarApp);

        Assert.Contains("calendarapp=", cookies, StringComparison.Ordinal);
        Assert.All([agenda.Html, tasks.Html, cookies], text =>
        {
            Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("v1.", text, StringComparison.Ordinal);
            Assert.DoesNotContain(SampleTenant.CalendarApp.ClientSecret!, text, StringComparison.Ordinal);
        });
        Assert.InRange(cookies.Length, 0, 1500); // a session's name, not a ticket with tokens
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (browser, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        page = await browser.PressAsync(page, "Create", [("Input.Title", "Lunch"), ("Input.Date", "2015-11-30"), ("__RequestVerificationToken", "")], CancellationToken.None);

        Assert.Equal(400, page.Status);
        Assert.Equal(0, world.Network.Count("POST /api/appointments 201"));
    }

    [Fact]
    public async Task A_secret_that_is_wrong_is_told_to_the_log_and_not_to_the_user()
    {
        Assert.Equal(200, (await world.VisitAsync(SignInPage, SampleTenant.Alice)).Page.Status);
        Assert.Empty(world.Warnings.Heard);
        world.Tenant.Tenant.Store.Update(seed => seed with
        {
            Clients = [.. seed.Clients.Select(client => client.Name == SampleTenant.CalendarApp.Name ? client with { ClientSecret = "another-secret" } : client)],
        });

        var (_, page) = await world.VisitAsync(SignInPage, SampleTenant.Alice);

        Assert.True(page.Shows("Signing in did not work"), page.Text);
        Assert.DoesNotContain("Unauthorized", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Signing in did not work: OAuth token endpoint failure: access_denied;Description=Unauthorized"], world.Warnings.Heard);
    }

    [Fact]
    public async Task A_way_back_that_another_browser_began_signs_nobody_in()
    {
        using var attacker = world.Browser();
        attacker.StopAt = address => address.AbsolutePath == "/auth/organizer/callback";
        var (callback, _) = await attacker.PassAsync(await attacker.OpenAsync(SignInPage, CancellationToken.None), SampleTenant.Bob, TenantPages.Allow, CancellationToken.None);
        using var victim = world.Browser();

        var page = await victim.OpenAsync(callback.Address, CancellationToken.None);
        Assert.True(page.Shows("Signing in did not work"), page.Text);
        Assert.True((await victim.OpenAsync(World.CalendarApp, CancellationToken.None)).Shows("Sign in with Organizer"));

        attacker.StopAt = null; // the browser that began it gets in
        Assert.True((await attacker.OpenAsync(callback.Address, CancellationToken.None)).Shows("bob@example.com"));
    }

    [Fact]
    public async Task An_ID_token_with_another_nonce_signs_nobody_in()
    {
        using var browser = world.Browser();
        browser.StopAt = address => address.AbsolutePath == "/authorize";
        var question = await browser.OpenAsync(SignInPage, CancellationToken.None);
        browser.StopAt = null;
        var nonce = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(question.Address.Query)["nonce"].ToString();
        var altered = new Uri(question.Address.AbsoluteUri.Replace(nonce, new string('x', 43), StringComparison.Ordinal));

        var (page, _) = await browser.PassAsync(await browser.OpenAsync(altered, CancellationToken.None), SampleTenant.Alice, TenantPages.Allow, CancellationToken.None);

        Assert.True(page.Shows("Signing in did not work"), page.Text);
        Assert.Equal(1, world.Network.Count("POST /oauth/token 200"));
    }
}
