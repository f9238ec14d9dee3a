using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiAuth.Middleware.Configuration;

/// <summary>What can be wrong with any text in a setting.</summary>
static partial class SettingText
{
    /// <summary><c>Auth0:Audience</c>; of a scheme that has no section, <c>Auth0:Audience of the scheme "Partner"</c>.</summary>
    public static string PathOf(this ApiAuthOptions options, string setting) =>
        options.ConfigurationPath is { } path ? $"{path}:{setting}"
        : options.Scheme == ApiAuthDefaults.AuthenticationScheme ? $"{ApiAuthDefaults.ConfigurationSection}:{setting}"
        : $"{ApiAuthDefaults.ConfigurationSection}:{setting} of the scheme \"{options.Scheme}\"";

    /// <summary>Why a text cannot be what is meant; null if nothing speaks against it.</summary>
    public static string? Problem(string text)
    {
        if (text.Any(char.IsWhiteSpace))
            return "has white space in it";
        if (text.Any(IsInvisible))
            return "has an invisible character in it; type it anew instead of pasting it";
        return IsPlaceholder(text) ? "is still a placeholder" : null;
    }

    private static bool IsInvisible(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static bool IsPlaceholder(string text) => text.AsSpan().ContainsAny("{}<>") || Yours().IsMatch(text) || Unfinished().IsMatch(text) || Unreplaced().IsMatch(text);

    // "your-tenant.auth0.com", "YOUR_DOMAIN", "https://your-api", "urn:your-api-identifier"; but not "my-api.example.com", ".../your-app" or "tell-your-domain.example.com".
    [GeneratedRegex("""(?<![a-z0-9_-])your([-_. ]?auth0)?([-_. ]?(tenant|domain|audience|identifier|issuer|api[-_. ]?(identifier|id|audience|name|endpoint))|[-_. ]api)([-_. ]?(name|id|here))?(?![a-z0-9])""", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Yours();

    // As the whole text, or the whole first label of a domain at Auth0: "todo.example.com" and "urn:todo-api" may be real.
    [GeneratedRegex("""^(https://)?(placeholder|change[-_]?me|replace[-_]?me|todo|tbd|(dev-)?xxx+|\.\.\.)(/|\.([a-z]+\.)?auth0\.com/?)?$""", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    // A variable that a deployment should have replaced: "%AUDIENCE%", "__AUDIENCE__", "[audience]", "$(Audience)".
    [GeneratedRegex("""^(%\w+%|__\w+__|\[[\w-]+\])$|\$\(""", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unreplaced();

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
}
