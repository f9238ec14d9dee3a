using ApiAuth.LocalTenant;
using Demo.Browsing;
using Demo.Hosting;
using Demo.Matrix;

namespace Demo.Clients;

/// <summary>Authorization code with PKCE, by a web application that keeps a secret: what people do there, allowing and denying.</summary>
static class CalendarAppVisit
{
    public static async Task<IReadOnlyList<Check>> WalkAsync(Uri site, HttpMessageHandler network, TimeProvider time, CancellationToken cancellation)
    {
        var visit = new Visit(SampleTenant.CalendarApp.Name, time);
        using var vera = new Browser(network);
        using var dan = new Browser(network);
        var page = await vera.OpenAsync(site, cancellation);

        await visit.StepAsync("sign in, allow", 200, async () =>
        {
            (page, _) = await SignInAsync(vera, TenantHost.Agreeable, TenantPages.Allow);
            return Outcome.Of(page, "Meet with Fabrikam");
        });
        await visit.StepAsync("invite Jane Doe", 200, async () =>
        {
            var jane = page.Forms.SelectMany(form => form.Inputs).FirstOrDefault(input => input["name"] == "Input.Invite")?["value"] ?? "";
            page = await vera.PressAsync(page, "Create", [("Input.Title", "Lunch"), ("Input.Date", "2015-11-30"), ("Input.Invite", jane)], cancellation);
            return Outcome.Of(page, "Lunch Organizer with Jane Doe");
        });
        await visit.StepAsync("the tasks button", 403, async () =>
            Outcome.Of(await vera.OpenAsync(new Uri(site, "Tasks"), cancellation), "Organizer did not let us do that", "scope_missing"));
        await visit.StepAsync("sign out", 200, async () =>
            Outcome.Of(page = await vera.PressAsync(page, "Sign out", [], cancellation), "Sign in with Organizer"));
        await visit.StepAsync("sign in, not asked again", 200, async () =>
        {
            (page, var wasAsked) = await SignInAsync(vera, TenantHost.Agreeable, TenantPages.Allow);
            return wasAsked ? new(page.Status, Fault: "the consent was not remembered") : Outcome.Of(page, "Lunch Organizer");
        });
        await visit.StepAsync("sign in, deny", 200, async () =>
            Outcome.Of((await SignInAsync(dan, TenantHost.Reluctant, TenantPages.Deny)).Arrived, "You did not allow it", "access_denied"));
        return visit.Checks;

        async Task<(WebPage Arrived, bool WasAsked)> SignInAsync(Browser browser, User user, string decision) =>
            await browser.PassAsync(await browser.OpenAsync(new Uri(site, "SignIn"), cancellation), user, decision, cancellation);
    }
}
