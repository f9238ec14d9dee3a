using ApiAuth.LocalTenant;
using Demo.Browsing;
using Demo.Hosting;
using Demo.Matrix;

namespace Demo.Clients;

/// <summary>Authorization code with PKCE, by a strict third-party application that asks for one scope.</summary>
static class TextAppVisit
{
    public static async Task<IReadOnlyList<Check>> WalkAsync(Uri site, HttpMessageHandler network, TimeProvider time, CancellationToken cancellation)
    {
        var visit = new Visit(SampleTenant.TextApp.Name, time);
        using var vera = new Browser(network);
        using var dan = new Browser(network);
        var page = await vera.OpenAsync(site, cancellation);

        await visit.StepAsync("connect, allow", 200, async () =>
        {
            (page, _) = await ConnectAsync(vera, TenantHost.Agreeable, TenantPages.Allow);
            return Outcome.Of(page, "Jane Doe");
        });
        await visit.StepAsync("send a message", 200, async () =>
        {
            page = await vera.OpenAsync(page.Link("Jane Doe"), cancellation);
            page = await vera.PressAsync(page, "Send", [("Text", "Hello Jane")], cancellation);
            return Outcome.Of(page, "Hello Jane");
        });
        await visit.StepAsync("the calendar button", 403, async () =>
            Outcome.Of(await vera.OpenAsync(new Uri(site, "Calendar"), cancellation), "None of TextApp's business", "scope_missing"));
        await visit.StepAsync("disconnect", 200, async () =>
            Outcome.Of(page = await vera.PressAsync(page, "Disconnect", [], cancellation), "Connect Organizer"));
        await visit.StepAsync("connect, not asked again", 200, async () =>
        {
            (page, var wasAsked) = await ConnectAsync(vera, TenantHost.Agreeable, TenantPages.Allow);
            return wasAsked ? new(page.Status, Fault: "the consent was not remembered") : Outcome.Of(page, "Hello Jane");
        });
        await visit.StepAsync("connect, deny", 200, async () =>
            Outcome.Of((await ConnectAsync(dan, TenantHost.Reluctant, TenantPages.Deny)).Arrived, "No contacts, then", "access_denied"));
        return visit.Checks;

        async Task<(WebPage Arrived, bool WasAsked)> ConnectAsync(Browser browser, User user, string decision) =>
            await browser.PassAsync(await browser.OpenAsync(new Uri(site, "Connect"), cancellation), user, decision, cancellation);
    }
}
