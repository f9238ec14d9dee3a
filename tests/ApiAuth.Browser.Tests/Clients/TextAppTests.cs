using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Clients;

/// <summary>The messaging application, which wants contacts alone.</summary>
public class TextAppTests(Chromium chromium)
{
    [Fact]
    public async Task It_writes_to_a_contact_and_gets_no_calendar()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await stage.GotoAsync(stage.Systems.TextApp);
        await page.FollowAsync("Connect Organizer");
        await page.SignInAsync(SampleTenant.Alice);
        await page.ShowsAsync("TextApp.io asks for access");
        await page.SaysAsync("Manage your contacts");
        await Expect(page.GetByText("Manage your appointments")).ToHaveCountAsync(0);
        await page.AllowAsync();

        await page.FollowAsync("Jane Doe");
        await page.GetByLabel("Your message").FillAsync("See you at eight");
        await page.PressAsync("Send");

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "See you at eight" })).ToBeVisibleAsync();
        await page.FollowAsync("All contacts");
        stage.Complaints.AreNone();

        await page.FollowAsync("Look into my calendar");

        await page.ShowsAsync("None of TextApp's business");
        await page.SaysAsync("403 Forbidden");
        await Expect(page.GetByText("Meet with Fabrikam")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Denied_it_has_no_contacts()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await stage.GotoAsync(stage.Systems.TextApp);
        await stage.Page.FollowAsync("Connect Organizer");
        await stage.Page.SignInAsync(SampleTenant.Alice);

        await stage.Page.DenyAsync();

        await stage.Page.ShowsAsync("No contacts, then");
        await Expect(stage.Page.GetByText("Jane Doe")).ToHaveCountAsync(0);
        stage.Complaints.AreNone();
    }
}
