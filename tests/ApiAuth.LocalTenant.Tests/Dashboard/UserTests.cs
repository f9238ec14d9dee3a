using System.Net;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>Users in the dashboard, and what they allowed.</summary>
public class UserTests
{
    private const string Edit = "/dashboard/users/edit" + DashboardPage.Alice;

    [Fact]
    public async Task A_new_user_needs_an_email_address_of_its_own()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var form = await browser.OpenAsync("/dashboard/users/new");

        var without = await browser.SubmitAsync(form, "name", "Carol Clark");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Equal(["Give the user an e-mail address: it is what the user signs in with."], without.Problems);

        var twice = await browser.SubmitAsync(without, "email", "ALICE@example.com");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Single(twice.Problems);
        Assert.Equal("Carol Clark", twice.ById("name").Attribute("value")?.Value);

        var created = await browser.SubmitAsync(twice, ("email", ["carol@example.com"]), ("password", ["carols"]));
        var user = server.Tenant.Store.Current.Users[^1];
        Assert.Equal("/dashboard/users/edit", created.Address.AbsolutePath);
        Assert.Equal(("carol@example.com", "Carol Clark", "carols", true), (user.Email, user.Name, user.Password, user.EmailVerified));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_can_be_made_to_choose_a_new_password(bool must)
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Samples with { Users = [SampleTenant.Alice with { MustChangePassword = !must }] });
        using var browser = new Browser(server);

        await browser.SubmitAsync(await browser.OpenAsync(Edit), "mustChangePassword", must ? ["yes"] : []);

        Assert.Equal((must, SampleTenant.Alice.Password), server.Tenant.Store.Current.Users.Select(user => (user.MustChangePassword, user.Password)).Single());
    }

    [Fact]
    public async Task A_user_is_changed_and_everything_else_stays()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var options = TenantUnderTest.Options();
        options.TimeProvider = new StoppedClock(now);
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        using var browser = new Browser(server);

        await browser.SubmitAsync(
            await browser.OpenAsync(Edit),
            ("email", ["alice@example.org"]),
            ("emailVerified", []),
            ("password", [""]),
            ("name", ["Alice A."]),
            ("givenName", ["A."]),
            ("familyName", ["Ad."]),
            ("nickname", ["al"]),
            ("permissions.0f9a2c000000000000000001", ["contacts", "tasks"]));

        var user = server.Tenant.Store.Current.Users[0];
        Assert.Equal([new("urn:organizer-api", "contacts"), new("urn:organizer-api", "tasks")], user.Permissions);
        Assert.Equal(
            SampleTenant.Alice with
            {
                Email = "alice@example.org",
                EmailVerified = false,
                Password = null,
                Name = "Alice A.",
                GivenName = "A.",
                FamilyName = "Ad.",
                Nickname = "al",
                Permissions = user.Permissions,
                UpdatedAt = now,
            },
            user);
    }

    [Fact]
    public async Task A_permission_that_the_API_does_not_have_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var before = server.Tenant.Store.Current;

        var refused = await browser.SubmitAsync(await browser.OpenAsync(Edit), "permissions.0f9a2c000000000000000001", "everything");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["User \"auth0|a11ce0000000000000000001\" names the scope \"everything\", which API \"urn:organizer-api\" does not have."], refused.Problems);
        Assert.Same(before, server.Tenant.Store.Current);
    }

    [Fact]
    public async Task The_list_shows_no_password()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);

        var page = await browser.OpenAsync("/dashboard/users");

        Assert.Equal(["Alice Adams", "alice@example.com", "auth0|a11ce0000000000000000001", "0"], page.Rows()[0]);
        Assert.NotNull(SampleTenant.Alice.Password);
        Assert.DoesNotContain(SampleTenant.Alice.Password, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_user_is_asked_about_and_takes_the_consents_along()
    {
        await using var server = await TenantUnderTest.StartAsync(DashboardPage.Seed);
        using var browser = new Browser(server);

        var question = await browser.OpenAsync((await browser.OpenAsync(Edit)).Link("Delete this user …"));
        Assert.Equal("Delete Alice Adams?", question.Heading);
        Assert.Equal(["1 consent"], question.Items);

        await browser.SubmitAsync(question);
        Assert.Equal([SampleTenant.Bob], server.Tenant.Store.Current.Users);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(Edit)).Status);
    }

    [Fact]
    public async Task A_consent_says_who_allowed_whom_what_and_is_revoked_after_a_question()
    {
        await using var server = await TenantUnderTest.StartAsync(DashboardPage.Seed);
        using var browser = new Browser(server);
        var list = await browser.OpenAsync("/dashboard/consents");
        Assert.Equal(["Alice Adams", "CalendarApp", "Organizer API", "contactsappointments", "Revoke what Alice Adams allowed CalendarApp …"], list.Rows().Single());

        var question = await browser.OpenAsync(list.Link("Revoke what Alice Adams allowed CalendarApp …"));
        Assert.Equal("Revoke what Alice Adams allowed CalendarApp?", question.Heading);
        Assert.Single(server.Tenant.Store.Current.UserGrants);

        var after = await browser.SubmitAsync(question);
        Assert.Equal("/dashboard/consents", after.Address.AbsolutePath);
        Assert.Contains("No user has allowed anything yet.", after.MainText, StringComparison.Ordinal);
        Assert.Empty(server.Tenant.Store.Current.UserGrants);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/dashboard/consents/revoke" + DashboardPage.Consent)).Status);
    }
}
