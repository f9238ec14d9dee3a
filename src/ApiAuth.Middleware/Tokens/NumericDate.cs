using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>Seconds since 1970 as a JSON number, fractions allowed (RFC 7519 §2).</summary>
static class NumericDate
{
    private const long Max = 253402300799; // the last second of the year 9999

    /// <summary>The time; null if the claim is absent, no number, negative, or beyond the year 9999.</summary>
    public static DateTimeOffset? Read(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && TryRead(value, out var time) ? time : null;

    public static bool TryRead(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        if (value.ValueKind != JsonValueKind.Number)
            return false;
        if (value.TryGetInt64(out var whole)) // Nearly every time is written so, and read in a fraction of what a number with an exponent costs.
            return whole is >= 0 and <= Max && Set(DateTimeOffset.FromUnixTimeSeconds(whole), out time);
        return value.TryGetDouble(out var seconds) && seconds is >= 0 and <= Max && Set(DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(seconds * 1000)), out time);
    }

    private static bool Set(DateTimeOffset value, out DateTimeOffset time)
    {
        time = value;
        return true;
    }
}
