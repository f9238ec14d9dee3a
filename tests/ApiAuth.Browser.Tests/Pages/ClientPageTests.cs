using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>Every page of the applications.</summary>
public class ClientPageTests(Chromium chromium)
{
    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task The_pages_of_CalendarApp_are_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var (page, gallery) = (stage.Page, new Gallery("calendar", look));
        await stage.GotoAsync(stage.Systems.CalendarApp);
        await gallery.KeepAsync(page, "calendar-welcome");
        await page.FollowAsync("Sign in with Organizer");
        await page.SignInAsync(SampleTenant.Alice);
        await page.DenyAsync();
        await page.ShowsAsync("You did not allow it, and that is fine");
        await gallery.KeepAsync(page, "calendar-declined");
        await page.FollowAsync("Ask me again");
        await page.AllowAsync();
        await page.ShowsAsync("Agenda");
        await gallery.KeepAsync(page, "calendar-agenda");
        await page.FollowAsync("Show my tasks");
        await page.ShowsAsync("Organizer did not let us do that");
        await gallery.KeepAsync(page, "calendar-refused");
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/auth/organizer/callback?code=stolen&state=another"));
        await page.ShowsAsync("Signing in did not work");
        await gallery.KeepAsync(page, "calendar-not-signed-in");
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/Error"));
        await gallery.KeepAsync(page, "calendar-error");
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/Nowhere"));
        await page.ShowsAsync("There is no such page");
        await gallery.KeepAsync(page, "calendar-missing");
        await stage.GotoAsync(stage.Systems.CalendarApp);
        await page.Context.ClearCookiesAsync(new() { Name = "calendarapp.form" });
        await page.PressAsync("Sign out");
        await page.ShowsAsync("This form is out of date");
        await gallery.KeepAsync(page, "calendar-stale-form");

        gallery.IsCompleteAndFlawless();
        stage.Complaints.AreOnly(400, 403, 404);
    }

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task The_pages_of_TextApp_are_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var (page, gallery) = (stage.Page, new Gallery("text", look));
        await stage.GotoAsync(stage.Systems.TextApp);
        await gallery.KeepAsync(page, "text-welcome");
        await page.FollowAsync("Connect Organizer");
        await page.SignInAsync(SampleTenant.Alice);
        await page.DenyAsync();
        await page.ShowsAsync("No contacts, then");
        await gallery.KeepAsync(page, "text-declined");
        await page.FollowAsync("Ask me again");
        await page.AllowAsync();
        await page.ShowsAsync("Contacts");
        await gallery.KeepAsync(page, "text-contacts");
        await page.FollowAsync("Jane Doe");
        await page.GetByLabel("Your message").FillAsync("See you at eight");
        await page.PressAsync("Send");
        await page.SaysAsync("See you at eight");
        await gallery.KeepAsync(page, "text-conversation");
        await page.FollowAsync("All contacts");
        await page.FollowAsync("Look into my calendar");
        await page.ShowsAsync("None of TextApp's business");
        await gallery.KeepAsync(page, "text-refused");
        await stage.GotoAsync(new(stage.Systems.TextApp, $"/Conversation/{Guid.NewGuid()}"));
        await page.ShowsAsync("Nobody here");
        await gallery.KeepAsync(page, "text-nobody");
        await stage.GotoAsync(new(stage.Systems.TextApp, "/auth/organizer/callback?code=stolen&state=another"));
        await page.ShowsAsync("Connecting did not work");
        await gallery.KeepAsync(page, "text-not-connected");
        await stage.GotoAsync(new(stage.Systems.TextApp, "/Error"));
        await gallery.KeepAsync(page, "text-error");
        await stage.GotoAsync(new(stage.Systems.TextApp, "/Nowhere"));
        await page.ShowsAsync("There is no such page");
        await gallery.KeepAsync(page, "text-missing");

        gallery.IsCompleteAndFlawless();
        stage.Complaints.AreOnly(403, 404);
    }

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task The_pages_of_MyTodos_are_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var (page, gallery) = (stage.Page, new Gallery("todos", look));
        await stage.GotoAsync(stage.Systems.MyTodos);
        await page.GetByText("For the curious").ClickAsync();
        await gallery.KeepAsync(page, "todos-welcome");
        await page.PressAsync("Sign in with Organizer");
        await page.SignInAsync(SampleTenant.Alice);
        await page.DenyAsync();
        await page.ShowsAsync("You did not allow it, and that is fine");
        await gallery.KeepAsync(page, "todos-declined");
        await page.PressAsync("Sign in with Organizer");
        await page.AllowAsync();
        await page.SaysAsync("Finish blog post");
        await gallery.KeepAsync(page, "todos-tasks");
        await page.PressAsync("Show my calendar");
        await page.ShowsAsync("None of MyTodos’ business");
        await gallery.KeepAsync(page, "todos-refused");

        gallery.IsCompleteAndFlawless();
        stage.Complaints.AreOnly(403);
    }
}
