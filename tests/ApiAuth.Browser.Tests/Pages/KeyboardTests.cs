using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>A person without a mouse gets in, and sees at each step where the keyboard is.</summary>
public class KeyboardTests(Chromium chromium)
{
    private const string FocusIsSeen = """
        () => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        }
        """;

    [Fact]
    public async Task Sign_in_and_consent_need_the_keyboard_alone()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var (page, keyboard) = (stage.Page, stage.Page.Keyboard);
        await stage.GotoAsync(stage.Systems.CalendarApp);
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Organizer" }));
        await keyboard.PressAsync("Enter");

        await Expect(page.GetByLabel("E-mail address")).ToBeFocusedAsync();
        await keyboard.TypeAsync(SampleTenant.Alice.Email);
        await TabToAsync(page, page.GetByLabel("Password"));
        await keyboard.TypeAsync(SampleTenant.Alice.Password!);
        await keyboard.PressAsync("Enter");

        await page.ShowsAsync("CalendarApp asks for access");
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Allow" }));
        await keyboard.PressAsync("Enter");

        await page.ShowsAsync("Agenda");
        stage.Complaints.AreNone();
    }

    [Fact]
    public async Task Deny_can_be_reached_too()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await stage.Page.SignInAsync(SampleTenant.Alice);
        await stage.Page.ShowsAsync("CalendarApp asks for access");

        await TabToAsync(stage.Page, stage.Page.GetByRole(AriaRole.Button, new() { Name = "Deny" }));
        await stage.Page.Keyboard.PressAsync("Space");

        await stage.Page.ShowsAsync("You did not allow it, and that is fine");
        stage.Complaints.AreNone();
    }

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (var tabs = 0; tabs < 20; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>(FocusIsSeen), $"Nobody sees that {await page.EvaluateAsync<string>("document.activeElement.outerHTML")} has the focus.");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }
        Assert.Fail("Twenty tabs do not lead there.");
    }
}
