namespace ApiAuth.Middleware.Scopes;

/// <summary>The scopes or permissions that code asks for.</summary>
static class RequiredWords
{
    /// <exception cref="ArgumentException">One is empty, holds white space, or has a letter that RFC 6749 §3.3 does not allow.</exception>
    public static string[] Check(string first, string[] more)
    {
        ArgumentNullException.ThrowIfNull(more);
        string[] words = [first, .. more];
        foreach (var word in words)
            if (!IsWord(word))
                throw new ArgumentException($"\"{word}\" is no scope or permission: write each as a text of its own, without white space, quotes or backslashes.", nameof(first));
        return words;
    }

    /// <summary>RFC 6749 §3.3: printable ASCII but space, quote and backslash.</summary>
    public static bool IsWord(string? word) =>
        !string.IsNullOrEmpty(word) && word.All(letter => letter is > ' ' and <= '~' and not ('"' or '\\'));

    /// <summary><c>the scope "contacts"</c>, <c>all of the scopes "a", "b"</c>, <c>one of the scopes "a", "b"</c>.</summary>
    public static string Describe(string kind, IReadOnlyCollection<string> words, bool any)
    {
        var quoted = string.Join(", ", words.Select(word => $"\"{word}\""));
        return words.Count == 1 ? $"the {kind} {quoted}" : $"{(any ? "one" : "all")} of the {kind}s {quoted}";
    }
}
