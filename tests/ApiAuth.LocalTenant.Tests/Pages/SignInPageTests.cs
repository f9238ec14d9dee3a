using System.Net;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Pages;

/// <summary>What users read on their way from an application and back.</summary>
public class SignInPageTests
{
    private const string Authorize =
        "/authorize?response_type=code&client_id=CalendarApp000000000000000000001&audience=urn%3Aorganizer-api&scope=contacts%20appointments%20offline_access&state=s"
        + "&redirect_uri=http%3A%2F%2Flocalhost%3A7003%2Fauth%2Forganizer%2Fcallback&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    [Fact]
    public async Task The_login_page_says_who_can_sign_in()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with { Users = [.. LocalTenantSeed.Samples.Users, new() { Email = "nopassword@example.com" }] });
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(Authorize);

        Assert.Equal(("Sign in", "Sign in · Local tenant"), (page.Heading, page.Title));
        Assert.Equal(["Alice Adams alice@example.com", "Bob Brown bob@example.com"], page.Items);
        Assert.DoesNotContain(SampleTenant.Alice.Password!, page.Html, StringComparison.Ordinal);
        Assert.Equal(["email", "password"], page.All("label").Select(label => label.Attribute("for")!.Value));
    }

    [Fact]
    public async Task One_click_signs_in_as_one_of_them()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var login = await browser.OpenAsync(Authorize);

        var consent = await browser.SubmitAsync(login, "as", login.All("button").Single(button => button.Value.Contains("Bob", StringComparison.Ordinal)).Attribute("value")!.Value);

        Assert.Equal("/u/consent", consent.Address.AbsolutePath);
        Assert.Contains("bob@example.com", consent.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_password_cannot_be_picked_either()
    {
        var locked = new User { UserId = "auth0|locked", Email = "locked@example.com" };
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with { Users = [.. LocalTenantSeed.Samples.Users, locked] });
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(await browser.OpenAsync(Authorize), "as", locked.UserId);

        Assert.Equal("/u/login", page.Address.AbsolutePath);
        Assert.Equal("Wrong e-mail address or password.", WebPage.Text(page.ById("problem")));
    }

    [Fact]
    public async Task A_long_list_of_users_is_cut()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            Users = [.. Enumerable.Range(1, 7).Select(number => new User { Email = $"user{number}@example.com", Password = "any" })],
        });
        using var browser = new Browser(server);

        var page = await browser.OpenAsync(Authorize);

        Assert.Equal(5, page.Items.Count);
        Assert.Contains("and 2 more", page.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_consent_page_names_application_API_and_each_scope_and_where_the_user_goes_next()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.SubmitAsync(await browser.OpenAsync(Authorize), "as", SampleTenant.Alice.UserId);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("CalendarApp asks for access", page.Heading);
        Assert.Contains("CalendarApp, an application of somebody else, is requesting access to your Local tenant account alice@example.com.", page.MainText, StringComparison.Ordinal);
        Assert.Equal(["Organizer API", "Also"], page.All("h2").Select(WebPage.Text));
        Assert.Equal(["Manage your contacts", "Manage your appointments", "Keep this access while you are away"], page.Items);
        Assert.Equal(["Allow", "Deny"], page.All("button").Select(WebPage.Text));
        Assert.Contains("Either way you go back to http://localhost:7003/auth/organizer/callback.", page.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_look_like_markup_are_shown_as_text()
    {
        const string hostile = "<script>alert(1)</script>";
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with
        {
            ResourceServers = [SampleTenant.OrganizerApi with { Name = hostile, Scopes = [new("contacts", hostile), .. SampleTenant.OrganizerApi.Scopes.Skip(1)] }, SampleTenant.WorldMappersApi],
            Clients = [SampleTenant.CalendarApp with { Name = hostile }, .. LocalTenantSeed.Samples.Clients.Skip(1)],
        });
        using var browser = new Browser(server);

        var login = await browser.OpenAsync(Authorize);
        var consent = await browser.SubmitAsync(login, "as", SampleTenant.Alice.UserId);

        Assert.Contains(hostile, login.MainText, StringComparison.Ordinal);
        Assert.Equal($"{hostile} asks for access", consent.Heading);
        Assert.Equal(hostile, consent.Items[0]);
        Assert.Empty(login.All("script").Concat(consent.All("script")));
    }

    [Fact]
    public async Task A_request_that_leads_nowhere_ends_on_a_page_that_says_why()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        Assert.Equal("Sign in", (await browser.OpenAsync(Authorize)).Heading);

        var page = await browser.OpenAsync(Authorize.Replace("CalendarApp0", "Nobody0", StringComparison.Ordinal));

        Assert.Equal("That did not work", page.Heading);
        Assert.Equal("invalid_request", WebPage.Text(page.ById("error")));
        Assert.Empty(page.All("form"));
    }
}
