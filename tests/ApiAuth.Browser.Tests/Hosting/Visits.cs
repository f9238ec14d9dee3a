using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Hosting;

/// <summary>What a person does at the tenant's pages, found by what the person reads there.</summary>
static class Visits
{
    public static async Task SignInAsync(this IPage page, User user)
    {
        await page.GetByLabel("E-mail address").FillAsync(user.Email);
        await page.GetByLabel("Password").FillAsync(user.Password!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public static Task AllowAsync(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

    public static Task DenyAsync(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();

    public static Task PressAsync(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public static Task FollowAsync(this IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();

    /// <summary>Waits until the page has this heading.</summary>
    public static Task ShowsAsync(this IPage page, string heading) => Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();

    /// <summary>Waits until the page has this text somewhere.</summary>
    public static Task SaysAsync(this IPage page, string text) => Expect(page.GetByText(text).First).ToBeVisibleAsync();
}
