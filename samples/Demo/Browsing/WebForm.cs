using System.Net;
using System.Text.RegularExpressions;

namespace Demo.Browsing;

/// <summary>A form of a page: enough of HTML for pages that were written by us, with quoted attributes.</summary>
sealed partial class WebForm
{
    private readonly string action;
    private readonly bool posts;

    private WebForm(Element form, string body)
    {
        action = form["action"] ?? "";
        posts = string.Equals(form["method"], "post", StringComparison.OrdinalIgnoreCase);
        Inputs = [.. Input().Matches(body).Select(match => new Element(match.Groups["attributes"].Value, ""))];
        Buttons = [.. ButtonTag().Matches(body).Select(match => new Element(match.Groups["attributes"].Value, TextOf(match.Groups["body"].Value)))];
    }

    public IReadOnlyList<Element> Inputs { get; }

    public IReadOnlyList<Element> Buttons { get; }

    public static IEnumerable<WebForm> All(string html) =>
        FormTag().Matches(html).Select(match => new WebForm(new(match.Groups["attributes"].Value, ""), match.Groups["body"].Value));

    public Element? Button(string text) => Buttons.FirstOrDefault(button => button.Text == text);

    /// <summary>What the browser sends when the button is pressed.</summary>
    public HttpRequestMessage Request(Uri page, string button, (string Field, string Value)[] typed)
    {
        var fields = Inputs.Where(IsSent).Append(Button(button)!)
            .Where(field => field["name"] is not null && !typed.Any(own => own.Field == field["name"]))
            .Select(field => (field["name"]!, field["value"] ?? ""))
            .Concat(typed)
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        var target = action.Length == 0 ? page : new Uri(page, action);
        if (!posts)
            return new(HttpMethod.Get, $"{target.GetLeftPart(UriPartial.Path)}?{string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))}");
        return new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields), Headers = { { "Origin", page.GetLeftPart(UriPartial.Authority) } } };
    }

    private static bool IsSent(Element input) => input["type"] switch
    {
        "submit" or "button" or "reset" or "image" => false,
        "checkbox" or "radio" => input["checked"] is not null,
        _ => true,
    };

    private static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, "")).Trim();

    [GeneratedRegex("<form\\b(?<attributes>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormTag();

    [GeneratedRegex("<(input|textarea|select)\\b(?<attributes>[^>]*)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Input();

    [GeneratedRegex("<button\\b(?<attributes>[^>]*)>(?<body>.*?)</button>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ButtonTag();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    /// <summary>A tag with its attributes; one without a value has the value "".</summary>
    public sealed partial class Element(string attributes, string text)
    {
        private readonly Dictionary<string, string> values = Attribute().Matches(attributes)
            .DistinctBy(match => match.Groups["name"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));

        public string Text => text;

        public string? this[string name] => values.GetValueOrDefault(name);

        [GeneratedRegex("(?<name>[\\w-]+)(=\"(?<value>[^\"]*)\")?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Attribute();
    }
}
