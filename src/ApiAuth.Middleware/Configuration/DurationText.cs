using System.Globalization;

namespace ApiAuth.Middleware.Configuration;

/// <summary>A duration as people write one.</summary>
static class DurationText
{
    public const string Expected = "a duration such as \"00:00:30\" (hours:minutes:seconds)";

    /// <summary>
    /// Null if it is none. <see cref="TimeSpan.TryParse(string, out TimeSpan)"/> takes <c>30</c> for 30 days and <c>24:00:00</c> for 24 days, which nobody who writes them means.
    /// </summary>
    public static TimeSpan? Parse(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return null;
        return Hours(text) is { } hours and >= 24 && TimeSpan.TryParse("0" + text[text.IndexOf(':', StringComparison.Ordinal)..], CultureInfo.InvariantCulture, out var rest)
            ? TimeSpan.FromHours(hours) + rest
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    // The first of three parts; a day is written before a point (1.00:00:00).
    private static int? Hours(string text) =>
        text.Split(':') is [var hours, _, _] && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
