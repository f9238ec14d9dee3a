using System.Net;
using System.Xml.Linq;
using ApiAuth.LocalTenant.Tests.Html;

namespace ApiAuth.LocalTenant.Tests.Dashboard;

/// <summary>What holds for each page, whatever it is about.</summary>
public class EveryPageTests
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static TheoryData<string> Pages => [.. DashboardPage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_well_formed_and_says_what_it_is(string path)
    {
        var page = await OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("en", page.Root.Attribute("lang")?.Value);
        Assert.Equal($"{page.Heading} · Local tenant", page.Title);
        Assert.NotEmpty(page.Heading);
        Assert.Equal("width=device-width, initial-scale=1", page.All("meta").Single(meta => meta.Attribute("name")?.Value == "viewport").Attribute("content")?.Value);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Headings_never_skip_a_level(string path)
    {
        var page = await OpenAsync(path);

        var levels = page.Root.Descendants().Select(element => element.Name.LocalName).Where(name => name is "h1" or "h2" or "h3" or "h4").Select(name => name[1] - '0').ToArray();

        Assert.Equal(1, levels[0]);
        Assert.DoesNotContain(levels.Zip(levels.Skip(1)), pair => pair.Second > pair.First + 1);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_control_has_a_label_and_every_id_is_there_once(string path)
    {
        var page = await OpenAsync(path);

        var ids = page.Root.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToArray();
        var labels = page.All("label").Select(label => label.Attribute("for")?.Value).ToHashSet();
        var controls = page.Root.Descendants().Where(IsControl).Select(control => control.Attribute("id")?.Value);
        var named = page.Root.Descendants().SelectMany(References);

        Assert.Equal(ids.Distinct(), ids);
        Assert.DoesNotContain(controls, id => id is null || !labels.Contains(id));
        Assert.DoesNotContain(named, id => !ids.Contains(id));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_table_has_a_caption_and_headers_that_say_what_they_head(string path)
    {
        var page = await OpenAsync(path);

        Assert.DoesNotContain(page.All("table"), table => table.Element("caption") is null);
        Assert.DoesNotContain(page.All("th"), header => header.Attribute("scope") is null);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_holds_no_script_and_no_style_of_its_own_and_fetches_nothing_from_elsewhere(string path)
    {
        var page = await OpenAsync(path);

        Assert.Empty(page.All("script").Concat(page.All("style")));
        Assert.DoesNotContain(page.Root.DescendantsAndSelf().Attributes(), attribute => attribute.Name == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "src" or "action" && !IsOurs(attribute.Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_nothing_is_framed_by_nobody_and_stays_in_no_cache(string path)
    {
        var page = await OpenAsync(path);

        Assert.Equal(Policy, page.Header("Content-Security-Policy"));
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", page.Header("Referrer-Policy"));
        Assert.Equal("same-origin", page.Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_leads_somewhere(string path)
    {
        var (server, address) = await DashboardPage.StartAsync(path);
        await using var running = server;
        using var browser = new Browser(server);
        var page = await browser.OpenAsync(address);

        foreach (var link in page.All("a").Concat(page.All("link")).Select(link => link.Attribute("href")!.Value).Where(link => link[0] == '/').Distinct())
            Assert.Equal((link, HttpStatusCode.OK), (link, (await browser.SendAsync(HttpMethod.Get, link)).StatusCode));
    }

    private static async Task<WebPage> OpenAsync(string path)
    {
        var (server, address) = await DashboardPage.StartAsync(path);
        await using var running = server;
        using var browser = new Browser(server);
        return await browser.OpenAsync(address);
    }

    private static bool IsControl(XElement element) =>
        element.Name.LocalName is "select" or "textarea" || (element.Name.LocalName == "input" && element.Attribute("type")?.Value != "hidden");

    private static IEnumerable<string> References(XElement element) =>
        (element.Attribute("aria-describedby")?.Value.Split(' ') ?? [])
        .Concat(element.Attribute("aria-labelledby")?.Value.Split(' ') ?? [])
        .Concat(element.Attribute("for")?.Value is { } target ? [target] : [])
        .Concat(element.Attribute("href")?.Value is ['#', .. var fragment] ? [fragment] : []);

    private static bool IsOurs(string address) => address is ['#', ..] || (address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal));
}
