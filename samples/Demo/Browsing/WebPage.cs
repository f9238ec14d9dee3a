using System.Net;
using System.Text.RegularExpressions;

namespace Demo.Browsing;

/// <summary>Where the browser arrived, and what it shows there.</summary>
sealed partial record WebPage(Uri Address, int Status, string Html)
{
    /// <summary>What a person reads.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Html, " "), " ")).Trim();

    public bool Shows(string text) => Text.Contains(text, StringComparison.Ordinal);

    public IEnumerable<WebForm> Forms => WebForm.All(Html);

    public WebForm? FormWith(string button) => Forms.FirstOrDefault(form => form.Button(button) is not null);

    /// <summary>Where the link with the text leads.</summary>
    /// <exception cref="NotOnThePageException">There is no such link.</exception>
    public Uri Link(string text) => Links().Matches(Html).FirstOrDefault(link => WebUtility.HtmlDecode(link.Groups["text"].Value).Trim() == text) is { } found
        ? new Uri(Address, WebUtility.HtmlDecode(found.Groups["href"].Value))
        : throw new NotOnThePageException(this, $"no link \"{text}\"");

    [GeneratedRegex("<a\\b[^>]*\\bhref=\"(?<href>[^\"]*)\"[^>]*>(?<text>[^<]*)</a>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("<(?<skipped>script|style|title)\\b.*?</\\k<skipped>>|<[^>]*>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}

/// <summary>The page is not the one that a person would expect here.</summary>
sealed class NotOnThePageException(WebPage page, string what)
    : Exception($"{page.Address.GetLeftPart(UriPartial.Path)} ({page.Status}) has {what}: {page.Text[..Math.Min(page.Text.Length, 200)]}");
