namespace ApiAuth.Middleware.Configuration;

/// <summary>Which name was probably meant.</summary>
static class Spelling
{
    /// <summary>The end of a sentence: <c>; did you mean "Audience"?</c>, or the names there are if none is near.</summary>
    public static string Suggest(string written, IEnumerable<string> names)
    {
        var known = names.Order(StringComparer.Ordinal).ToArray();
        var nearest = known.MinBy(name => Distance(written.ToUpperInvariant(), name.ToUpperInvariant()));
        return nearest is not null && Distance(written.ToUpperInvariant(), nearest.ToUpperInvariant()) <= Math.Max(2, nearest.Length / 3)
            ? $"; did you mean \"{nearest}\"?"
            : $"; there are {string.Join(", ", known)}.";
    }

    // Levenshtein, one row at a time.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), replaced);
            }
        }
        return row[other.Length];
    }
}
