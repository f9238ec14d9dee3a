using System.Globalization;

namespace ApiAuth.LocalTenant.Dashboard;

/// <summary>Numbers and times as people say them.</summary>
internal static class Words
{
    /// <summary>Such as <c>1 API</c> or <c>3 APIs</c>.</summary>
    public static string Count(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>Such as <c>24 hours</c> or <c>1 hour 30 minutes</c>: the two largest units that count.</summary>
    public static string Of(TimeSpan time)
    {
        (int Count, string Unit)[] units = [(time.Days, "day"), (time.Hours, "hour"), (time.Minutes, "minute"), (time.Seconds, "second")];
        if (time == TimeSpan.FromDays(1))
            return "24 hours";
        var parts = units.SkipWhile(unit => unit.Count == 0).Take(2).Where(unit => unit.Count > 0).Select(unit => Count(unit.Count, unit.Unit));
        return string.Join(' ', parts) is { Length: > 0 } words ? words : "less than a second";
    }

    /// <summary>Such as <c>5 minutes ago</c> or <c>in 24 hours</c>.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now) => WholeSeconds(time - now) switch
    {
        { Ticks: > 0 } ahead => $"in {Of(ahead)}",
        var passed when passed > -TimeSpan.FromSeconds(1) => "just now",
        var passed => $"{Of(-passed)} ago",
    };

    public static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute of a time element.</summary>
    public static string Machine(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
}
