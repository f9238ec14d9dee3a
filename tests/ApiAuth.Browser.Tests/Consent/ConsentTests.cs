using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Consent;

/// <summary>A person decides what CalendarApp may see, and takes it back.</summary>
public class ConsentTests(Chromium chromium)
{
    private static readonly string[] loginAlone = ["/u/login"];
    private static readonly string[] loginAndConsent = ["/u/login", "/u/consent"];

    [Fact]
    public async Task What_is_allowed_on_the_consent_page_is_what_the_application_gets()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await stage.GotoAsync(stage.Systems.CalendarApp);
        await stage.Page.FollowAsync("Sign in with Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.ShowsAsync("CalendarApp asks for access");
        await stage.Page.SaysAsync(SampleTenant.Alice.Email);
        await stage.Page.ShowsAsync(SampleTenant.OrganizerApi.Name!);
        await stage.Page.SaysAsync("Manage your appointments");
        await stage.Page.SaysAsync("Manage your contacts");
        await Expect(stage.Page.GetByText("Manage your tasks")).ToHaveCountAsync(0);
        Assert.Empty(GrantsOf(stage, SampleTenant.Alice));
        await stage.Page.AllowAsync();

        await stage.Page.ShowsAsync("Agenda");
        await stage.Page.SaysAsync("Meet with Fabrikam");
        var grant = Assert.Single(GrantsOf(stage, SampleTenant.Alice));
        Assert.Equal((SampleTenant.CalendarApp.ClientId, SampleTenant.OrganizerApi.Identifier), (grant.ClientId, grant.Audience));
        Assert.Superset(new HashSet<string>(["appointments", "contacts"]), new HashSet<string>(grant.Scope));
        Assert.Equal(loginAndConsent, stage.TenantPages);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task What_is_denied_is_not_given_and_the_application_explains_itself()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await stage.GotoAsync(stage.Systems.CalendarApp);
        await stage.Page.FollowAsync("Sign in with Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.DenyAsync();

        await stage.Page.ShowsAsync("You did not allow it, and that is fine");
        Assert.Empty(GrantsOf(stage, SampleTenant.Alice));
        await stage.Page.FollowAsync("Ask me again");
        await stage.Page.ShowsAsync("CalendarApp asks for access");
        Assert.Equal(["/u/login", "/u/consent", "/u/consent"], stage.TenantPages);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task A_consent_is_remembered()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterCalendarAsync(stage);
        await stage.Page.PressAsync("Sign out");
        stage.TenantPages.Clear();

        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.ShowsAsync("Agenda");
        Assert.Equal(loginAlone, stage.TenantPages);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task Another_person_is_asked_though_the_first_one_allowed_it()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterCalendarAsync(stage);
        await stage.Page.PressAsync("Sign out");

        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Bob);

        await stage.Page.ShowsAsync("CalendarApp asks for access");
        await stage.Page.SaysAsync(SampleTenant.Bob.Email);
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task An_application_that_wants_more_asks_again_for_all_of_it()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var earlier = new UserGrant
        {
            UserId = SampleTenant.Alice.UserId,
            ClientId = SampleTenant.CalendarApp.ClientId,
            Audience = SampleTenant.OrganizerApi.Identifier,
            Scope = ["appointments"],
        };
        stage.Systems.Tenant.Tenant.Store.Update(seed => seed with { UserGrants = [earlier] });

        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.SaysAsync("Manage your appointments");
        await stage.Page.SaysAsync("Manage your contacts");
        await stage.Page.AllowAsync();
        await stage.Page.ShowsAsync("Agenda");
        Assert.Superset(new HashSet<string>(["appointments", "contacts"]), new HashSet<string>(Assert.Single(GrantsOf(stage, SampleTenant.Alice)).Scope));
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task A_consent_that_was_revoked_in_the_dashboard_is_asked_for_again()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await EnterCalendarAsync(stage);
        var dashboard = await stage.OpenTabAsync(stage.Dashboard);

        await dashboard.FollowAsync("Consents");
        await dashboard.FollowAsync("Revoke");
        await dashboard.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await dashboard.SaysAsync("No user has allowed anything yet.");

        Assert.Empty(GrantsOf(stage, SampleTenant.Alice));
        stage.TenantPages.Clear();
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.ShowsAsync("CalendarApp asks for access");
        Assert.Equal(["/u/consent"], stage.TenantPages);
        stage.Complaints.AreNone();
    }

    private static async Task EnterCalendarAsync(Stage stage)
    {
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.AllowAsync();
        await stage.Page.ShowsAsync("Agenda");
    }

    private static IEnumerable<UserGrant> GrantsOf(Stage stage, User user) => stage.Systems.Tenant.Tenant.Store.Current.UserGrants.Where(grant => grant.UserId == user.UserId);
}
