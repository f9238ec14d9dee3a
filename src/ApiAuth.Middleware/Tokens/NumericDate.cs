using System.Text.Json;

namespace ApiAuth.Middleware.Tokens;

/// <summary>Seconds since 1970 as a JSON number, fractions allowed (RFC 7519 §2).</summary>
static class NumericDate
{
    private const long Max = 253402300799; // the last second of the year 9999

    /// <summary>The time; null if the claim is absent, no number, negative, or beyond the year 9999.</summary>
    public static DateTimeOffset? Read(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Number && Milliseconds(claim) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    // Nearly every time is written as a whole number, which is read in a fraction of what one with an exponent costs.
    private static long? Milliseconds(JsonElement number)
    {
        if (number.TryGetInt64(out var whole))
            return whole is >= 0 and <= Max ? whole * 1000 : null;
        return number.TryGetDouble(out var seconds) && seconds is >= 0 and <= Max ? (long)Math.Floor(seconds * 1000) : null;
    }
}
