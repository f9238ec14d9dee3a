using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>Every page of the dashboard: those that a link leads to, and those that a person meets in passing.</summary>
public class DashboardPageTests(Chromium chromium)
{
    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task Every_page_is_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var gallery = new Gallery("dashboard", look);
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.AllowAsync();
        await stage.Page.ShowsAsync("Agenda");
        stage.Systems.Tenant.Tenant.RotateKey(); // so that there is a key to revoke

        await FollowEveryLinkAsync(stage, gallery);
        await WorkAsync(stage, gallery);
        await FailAsync(stage, gallery);

        gallery.IsCompleteAndFlawless();
        stage.Complaints.AreOnly(400, 404, 422);
    }

    private static async Task FollowEveryLinkAsync(Stage stage, Gallery gallery)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var toSee = new Queue<Uri>([stage.Dashboard]);
        while (toSee.TryDequeue(out var address))
        {
            if (!seen.Add(address.AbsolutePath))
                continue;
            await stage.GotoAsync(address);
            await gallery.KeepAsync(stage.Page, Gallery.NameOf(address.AbsolutePath));
            foreach (var link in await LinksAsync(stage.Page))
                if (link.AbsoluteUri.StartsWith(stage.Dashboard.AbsoluteUri, StringComparison.Ordinal))
                    toSee.Enqueue(link);
        }
    }

    private static async Task WorkAsync(Stage stage, Gallery gallery)
    {
        var page = stage.Page;
        await OpenAsync(stage, "APIs", "Organizer API");
        await page.GetByLabel("PS256").CheckAsync();
        await page.PressAsync("Save");
        await page.SaysAsync("Saved.");
        await gallery.KeepAsync(page, "dashboard-apis-edit-saved");
        await page.FollowAsync("Use it");
        await page.SaysAsync("RemoveAlgFromJwks = true");
        await gallery.KeepAsync(page, "dashboard-apis-use-ps256");

        await OpenAsync(stage, "Test");
        await page.PressAsync("Issue a token");
        await page.ShowsAsync("The token");
        await gallery.KeepAsync(page, "dashboard-test-issued");

        await OpenAsync(stage, "Consents", "Revoke");
        await page.PressAsync("Revoke");
        await page.SaysAsync("No user has allowed anything yet.");
        await gallery.KeepAsync(page, "dashboard-consents-none");
    }

    private static async Task FailAsync(Stage stage, Gallery gallery)
    {
        var page = stage.Page;
        await stage.GotoAsync(new($"{stage.Dashboard}/apis/edit?id=gone"));
        await page.ShowsAsync("Not found");
        await gallery.KeepAsync(page, "dashboard-missing");

        await OpenAsync(stage, "APIs", "New API");
        await page.GetByLabel("Name").FillAsync("Organizer again");
        await page.GetByLabel("Identifier").FillAsync(SampleTenant.OrganizerApi.Identifier);
        await page.PressAsync("Create the API");
        await page.ShowsAsync("Not saved");
        await gallery.KeepAsync(page, "dashboard-apis-new-refused");

        await page.Context.ClearCookiesAsync(); // as after a long time
        await page.PressAsync("Create the API");
        await page.ShowsAsync("This form is out of date");
        await gallery.KeepAsync(page, "dashboard-stale-form");
    }

    /// <summary>Goes to a section of the dashboard, and follows a link there.</summary>
    private static async Task OpenAsync(Stage stage, string section, string? link = null)
    {
        await stage.GotoAsync(stage.Dashboard);
        await stage.Page.GetByRole(AriaRole.Navigation, new() { Name = "Dashboard" }).GetByRole(AriaRole.Link, new() { Name = section }).ClickAsync();
        if (link is not null)
            await stage.Page.FollowAsync(link);
    }

    private static async Task<IEnumerable<Uri>> LinksAsync(IPage page) =>
        (await page.EvaluateAsync<string[]>("[...document.links].map(link => link.href.split('#')[0])")).Select(link => new Uri(link));
}
