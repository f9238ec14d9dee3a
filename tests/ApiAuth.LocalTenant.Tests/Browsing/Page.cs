using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiAuth.LocalTenant.Tests.Browsing;

/// <summary>Where a browser ended: a page of the tenant, or a redirect to somewhere else.</summary>
internal sealed partial record Page(Uri Url, HttpResponseMessage Response, string Html)
{
    public int Status => (int)Response.StatusCode;

    /// <summary>Where the browser is sent, without query and fragment; null where it stays.</summary>
    public string? Target => Response.Headers.Location is { } location ? location.OriginalString.Split('?', '#')[0] : null;

    /// <summary>The parameters in the query of the redirect.</summary>
    public Dictionary<string, string> Query => Parse(Response.Headers.Location?.Query);

    /// <summary>The parameters in the fragment of the redirect.</summary>
    public Dictionary<string, string> Fragment => Parse(Response.Headers.Location?.Fragment.TrimStart('#'));

    public IReadOnlyList<(string Name, string Value)> HiddenFields =>
        [.. HiddenField().Matches(Html).Select(input => (Decode(input.Groups["name"].Value), Decode(input.Groups["value"].Value)))];

    /// <summary>What the page says as error: its code and its description; null for no error page.</summary>
    public (string Error, string Description)? Error => Html.Contains("id=\"error\"", StringComparison.Ordinal) ? (TextOf("error"), TextOf("description")) : null;

    /// <summary>The scopes that a consent page lists, each with its text.</summary>
    public IReadOnlyList<(string Scope, string Text)> Asked =>
        [.. AskedScope().Matches(Html).Select(item => (Decode(item.Groups["scope"].Value), Decode(item.Groups["text"].Value)))];

    public bool IsAt(string path) => Status == 200 && Url.AbsolutePath == path;

    /// <summary>As <see cref="IsAt"/>, for a tenant that an app serves below a path.</summary>
    public bool IsBelow(string path) => Status == 200 && Url.AbsolutePath.EndsWith(path, StringComparison.Ordinal);

    public string TextOf(string id) => Decode(Regex.Match(Html, $"id=\"{id}\"[^>]*>(?<text>[^<]*)<", RegexOptions.None, TimeSpan.FromMinutes(1)).Groups["text"].Value);

    private static string Decode(string html) => WebUtility.HtmlDecode(html).Trim();

    private static Dictionary<string, string> Parse(string? parameters) =>
        QueryHelpers.ParseQuery(parameters).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString());

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("data-scope=\"(?<scope>[^\"]*)\"[^>]*>(?<text>[^<]*)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex AskedScope();
}
