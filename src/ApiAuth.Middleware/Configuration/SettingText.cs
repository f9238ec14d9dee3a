using System.Text.RegularExpressions;

namespace ApiAuth.Middleware.Configuration;

/// <summary>What can be wrong with any text in a setting.</summary>
static partial class SettingText
{
    /// <summary><c>Auth0:Audience</c>.</summary>
    public static string PathOf(this ApiAuthOptions options, string setting) =>
        options.ConfigurationPath.Length == 0 ? setting : $"{options.ConfigurationPath}:{setting}";

    /// <summary>Why a text cannot be what is meant; null if nothing speaks against it.</summary>
    public static string? Problem(string text)
    {
        if (text.Any(char.IsWhiteSpace))
            return "has white space in it";
        return IsPlaceholder(text) ? "is still a placeholder" : null;
    }

    private static bool IsPlaceholder(string text) => text.AsSpan().ContainsAny("{}<>") || Placeholder().IsMatch(text);

    [GeneratedRegex("""\b(your|my)[-_. ]?(auth0[-_. ]?)?(tenant|domain|api|audience|identifier|issuer)(?![a-z])|\b(placeholder|changeme|change-me|todo|tbd)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
