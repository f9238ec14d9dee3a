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

    // In the order of the document. Of the radio buttons of one name, the chosen one.
    private const string WhatTakesTheFocus = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
          .filter(element => element.checkVisibility() && (element.type !== 'radio' || element.checked))
          .map(element => element.outerHTML)
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

    [Fact]
    public async Task The_first_tab_of_the_dashboard_skips_to_the_content()
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var (page, skip) = (stage.Page, stage.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" }));
        await stage.GotoAsync(new($"{stage.Dashboard}/apis"));
        await Expect(skip).Not.ToBeInViewportAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "New API" })).ToBeFocusedAsync();
        stage.Complaints.AreNone();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/apis/new")]
    [InlineData("/test")]
    [InlineData("/consents")]
    [InlineData("/keys")]
    public async Task The_keyboard_goes_through_the_dashboard_in_the_order_of_reading_and_is_seen_at_each_step(string path)
    {
        await using var stage = await Stage.OpenAsync(chromium);
        var page = stage.Page;
        await stage.GotoAsync(new($"{stage.Dashboard}{path}"));
        var controls = await page.EvaluateAsync<string[]>(WhatTakesTheFocus);
        Assert.True(controls.Length > 9); // the skip link and the navigation are on every page

        foreach (var control in controls)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.Equal(control, await page.EvaluateAsync<string>("document.activeElement.outerHTML"));
            Assert.True(await page.EvaluateAsync<bool>(FocusIsSeen), $"Nobody sees that {control} has the focus.");
        }

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
