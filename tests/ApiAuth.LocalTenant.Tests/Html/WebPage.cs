using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ApiAuth.LocalTenant.Tests.Html;

/// <summary>An answer that is a page, read as strictly as XML: a tag that is not closed or an attribute without quotes does not parse.</summary>
internal sealed partial class WebPage
{
    private readonly HttpResponseMessage response;

    private WebPage(HttpResponseMessage response, string html, Uri address)
    {
        this.response = response;
        Html = html;
        Address = address;
        Root = XDocument.Parse(VoidElement().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<${name}${rest}/>"), LoadOptions.PreserveWhitespace).Root!;
    }

    /// <summary>Where the page was found, after redirects.</summary>
    public Uri Address { get; }

    public string Html { get; }

    public XElement Root { get; }

    public HttpStatusCode Status => response.StatusCode;

    public string Title => Text(All("title").Single());

    public string Heading => Text(All("h1").Single());

    public string MainText => Text(All("main").Single());

    /// <summary>The items of the lists on the page, the navigation left out.</summary>
    public IReadOnlyList<string> Items => [.. All("main").Single().Descendants("li").Select(Text)];

    /// <summary>The problems of the form, in order; none where there is no summary.</summary>
    public IReadOnlyList<string> Problems => [.. All("div").Where(element => (string?)element.Attribute("id") == "problems").Descendants("li").Select(Text)];

    public static async Task<WebPage> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return new(response, await response.Content.ReadAsStringAsync(), response.RequestMessage!.RequestUri!);
    }

    public string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public IEnumerable<XElement> All(string element) => Root.DescendantsAndSelf(element);

    public XElement ById(string id) => Root.Descendants().Single(element => (string?)element.Attribute("id") == id);

    /// <summary>The address that a link with exactly this text leads to.</summary>
    public string Link(string text) => All("a").First(link => Text(link) == text).Attribute("href")!.Value;

    /// <summary>The cells of a table's body, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(int table = 0) =>
        [.. All("table").ElementAt(table).Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(Text).ToList())];

    /// <summary>What a browser would send for the form as it stands.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields(int form = 0) => [.. All("form").ElementAt(form).Descendants().SelectMany(Sent)];

    public string Action(int form = 0) => All("form").ElementAt(form).Attribute("action")?.Value ?? Address.PathAndQuery;

    public static string Text(XElement element) => WhiteSpace().Replace(element.Value, " ").Trim();

    private static IEnumerable<KeyValuePair<string, string>> Sent(XElement control)
    {
        if (control.Attribute("name")?.Value is not { } name)
            return [];
        return control.Name.LocalName switch
        {
            "textarea" => [new(name, control.Value)],
            "select" => Chosen(control) is { } option ? [new(name, option.Attribute("value")!.Value)] : [],
            "input" when control.Attribute("type")?.Value is "checkbox" or "radio" && control.Attribute("checked") is null => [],
            "input" => [new(name, control.Attribute("value")?.Value ?? "")],
            _ => [],
        };
    }

    private static XElement? Chosen(XElement select) =>
        select.Descendants("option").FirstOrDefault(option => option.Attribute("selected") is not null) ?? select.Descendants("option").FirstOrDefault();

    [GeneratedRegex("<(?<name>meta|link|input|br|hr|img)\\b(?<rest>[^<>]*?)/?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex VoidElement();

    [GeneratedRegex("\\s+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex WhiteSpace();
}
