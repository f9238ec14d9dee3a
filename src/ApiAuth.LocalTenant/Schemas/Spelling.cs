namespace ApiAuth.LocalTenant.Schemas;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
internal static class Spelling
{
    private const int LongestWord = 100;

    /// <summary>The one word that is at most a third of its letters away; null for none.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => word.Length > LongestWord ? null : known
        .Select(candidate => (Word: candidate, Distance: Distance(Plain(word), Plain(candidate))))
        .Where(candidate => candidate.Distance * 3 <= candidate.Word.Length)
        .OrderBy(candidate => candidate.Distance)
        .FirstOrDefault().Word;

    private static string Plain(string word) => word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
