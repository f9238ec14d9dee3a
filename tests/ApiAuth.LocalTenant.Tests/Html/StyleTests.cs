using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ApiAuth.LocalTenant.Tests.Html;

/// <summary>The one style sheet of all pages.</summary>
public partial class StyleTests
{
    [Fact]
    public async Task Style_and_icon_come_from_the_tenant_and_may_be_kept()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var browser = new Browser(server);
        var links = (await browser.OpenAsync("/dashboard")).All("link").ToDictionary(link => link.Attribute("rel")!.Value, link => link.Attribute("href")!.Value);

        var style = await browser.SendAsync(HttpMethod.Get, links["stylesheet"]);
        var icon = await browser.SendAsync(HttpMethod.Get, links["icon"]);

        Assert.Equal((HttpStatusCode.OK, "text/css; charset=utf-8"), (style.StatusCode, style.Content.Headers.ContentType?.ToString()));
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (icon.StatusCode, icon.Content.Headers.ContentType?.ToString()));
        Assert.Equal(["max-age=31536000, immutable", "max-age=31536000, immutable"], new[] { style, icon }.Select(answer => string.Join(", ", answer.Headers.GetValues("Cache-Control").Order(StringComparer.Ordinal))));
        Assert.Equal(["nosniff", "nosniff"], new[] { style, icon }.Select(answer => answer.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    [Fact]
    public async Task The_style_fetches_nothing_from_elsewhere()
    {
        var style = await StyleAsync();

        Assert.Contains("light-dark(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    // WCAG 2.2 §1.4.3: 4.5 for text; §1.4.11: 3 for the edge of a control.
    [Theory]
    [InlineData("text", "ground", 4.5)]
    [InlineData("text", "surface", 4.5)]
    [InlineData("text", "sunken", 4.5)]
    [InlineData("muted", "ground", 4.5)]
    [InlineData("muted", "surface", 4.5)]
    [InlineData("muted", "sunken", 4.5)]
    [InlineData("accent", "ground", 4.5)]
    [InlineData("accent", "surface", 4.5)]
    [InlineData("accent", "tint", 4.5)]
    [InlineData("on-accent", "accent", 4.5)]
    [InlineData("bad", "ground", 4.5)]
    [InlineData("bad", "surface", 4.5)]
    [InlineData("bad", "bad-tint", 4.5)]
    [InlineData("good", "good-tint", 4.5)]
    [InlineData("text", "bad-tint", 4.5)]
    [InlineData("edge", "surface", 3)]
    [InlineData("edge", "ground", 3)]
    public async Task Colours_can_be_told_apart_in_the_light_and_in_the_dark(string front, string back, double least)
    {
        var colours = Colour().Matches(await StyleAsync()).ToDictionary(match => match.Groups["name"].Value);

        foreach (var scheme in new[] { "light", "dark" })
        {
            var contrast = Contrast(Luminance(colours[front].Groups[scheme].Value), Luminance(colours[back].Groups[scheme].Value));
            Assert.True(contrast >= least, $"{front} on {back} in the {scheme}: {contrast:0.00}");
        }
    }

    private static async Task<string> StyleAsync()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        return await client.GetStringAsync("/local-tenant.css");
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Luminance(string hex) => (0.2126 * Linear(hex[..2])) + (0.7152 * Linear(hex[2..4])) + (0.0722 * Linear(hex[4..]));

    private static double Linear(string channel) => int.Parse(channel, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var value && value <= 0.04045
        ? value / 12.92
        : Math.Pow((value + 0.055) / 1.055, 2.4);

    [GeneratedRegex("--(?<name>[a-z-]+): light-dark\\(#(?<light>[0-9a-f]{6}), #(?<dark>[0-9a-f]{6})\\);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
