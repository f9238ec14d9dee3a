using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Clients;

/// <summary>The server-side web application.</summary>
public class CalendarAppTests(Chromium chromium)
{
    [Fact]
    public async Task It_shows_appointments_creates_one_with_a_guest_and_gets_no_tasks()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await page.SignInAsync(SampleTenant.Alice);
        await page.AllowAsync();
        await page.SaysAsync("Meet with Fabrikam");

        await page.GetByLabel("Title").FillAsync("Lunch with Jane");
        await page.GetByLabel("Date").FillAsync("2027-03-01");
        await page.GetByLabel("Jane Doe").CheckAsync();
        await page.PressAsync("Create");

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Lunch with Jane" })).ToContainTextAsync("with Jane Doe");
        stage.Complaints.AreNone();

        await page.FollowAsync("Show my tasks");

        await page.ShowsAsync("Organizer did not let us do that");
        await page.SaysAsync("403 Forbidden");
        await Expect(page.GetByText("Finish blog post")).ToHaveCountAsync(0);
        await page.FollowAsync("Back to the calendar");
        await page.ShowsAsync("Agenda");
    }

    [Fact]
    public async Task Its_tokens_never_reach_the_browser()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var seen = new List<string>();
        stage.Page.Request += (_, request) => seen.Add($"{request.Url}\n{string.Join('\n', request.Headers)}\n{request.PostData}");
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.AllowAsync();
        await stage.Page.ShowsAsync("Agenda");

        seen.Add(await stage.Page.ContentAsync());
        seen.Add(await stage.Page.EvaluateAsync<string>("JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])"));

        Assert.DoesNotContain(seen, text => text.Contains("eyJ", StringComparison.Ordinal)); // how every JWT begins
        Assert.Equal("""["",{},{}]""", seen[^1]);
    }
}
