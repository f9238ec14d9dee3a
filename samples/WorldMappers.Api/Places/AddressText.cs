using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace WorldMappers.Api.Places;

/// <summary>Makes spellings of one address equal: case, punctuation and the postal abbreviations do not matter.</summary>
static partial class AddressText
{
    static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>
    {
        ["AVE"] = "AVENUE", ["BLVD"] = "BOULEVARD", ["DR"] = "DRIVE", ["LN"] = "LANE", ["PKWY"] = "PARKWAY", ["PL"] = "PLACE",
        ["RD"] = "ROAD", ["ST"] = "STREET", ["WA"] = "WASHINGTON",
        ["NORTH"] = "N", ["EAST"] = "E", ["SOUTH"] = "S", ["WEST"] = "W",
        ["NORTHEAST"] = "NE", ["NORTHWEST"] = "NW", ["SOUTHEAST"] = "SE", ["SOUTHWEST"] = "SW",
    }.ToFrozenDictionary();

    public static string Normalize(string text) =>
        string.Join(' ', Words().Matches(text.ToUpperInvariant()).Select(word => Abbreviations.GetValueOrDefault(word.Value, word.Value)));

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Words();
}
