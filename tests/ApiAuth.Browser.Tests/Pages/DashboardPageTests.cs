using ApiAuth.LocalTenant;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>Every page of the dashboard that a link leads to.</summary>
public class DashboardPageTests(Chromium chromium)
{
    private static readonly string[] some =
    [
        "", "/apis", "/apis/edit", "/apis/scopes", "/applications", "/applications/edit", "/users", "/users/edit", "/consents", "/consents/revoke", "/keys", "/keys/revoke", "/test", "/requests",
    ];

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task Every_page_is_fit_for_everybody(Look look)
    {
        await using var stage = await Stage.OpenAsync(chromium, look);
        var (page, gallery) = (stage.Page, new Gallery(look));
        await stage.GotoAsync(new(stage.Systems.CalendarApp, "/SignIn"));
        await page.SignInAsync(SampleTenant.Alice);
        await page.AllowAsync();
        await page.ShowsAsync("Agenda");
        stage.Systems.Tenant.Tenant.RotateKey(); // so that there is a key to revoke

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var toSee = new Queue<Uri>([stage.Dashboard]);
        while (toSee.TryDequeue(out var address))
        {
            if (!seen.Add(address.AbsolutePath))
                continue;
            await stage.GotoAsync(address);
            await gallery.KeepAsync(page, address.AbsolutePath[1..].Replace('/', '-'));
            foreach (var link in await LinksAsync(page))
                if (link.AbsoluteUri.StartsWith(stage.Dashboard.AbsoluteUri, StringComparison.Ordinal))
                    toSee.Enqueue(link);
        }

        Assert.Subset(seen, new HashSet<string>(some.Select(path => $"/dashboard{path}")));
        gallery.IsFlawless();
        stage.Complaints.AreNone();
    }

    private static async Task<IEnumerable<Uri>> LinksAsync(IPage page) =>
        (await page.EvaluateAsync<string[]>("[...document.links].map(link => link.href.split('#')[0])")).Select(link => new Uri(link));
}
