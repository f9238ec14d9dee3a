using System.Text.RegularExpressions;
using ApiAuth.Architecture.Tests.Repository;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>A Markdown file of the repository, as far as tests read it: its fenced blocks and its tables.</summary>
sealed partial class Markdown(string path)
{
    private readonly string text = File.ReadAllText(Tree.At(path));

    public string Text => text;

    /// <summary>The code blocks in this language, in order.</summary>
    public string[] Blocks(string language) => [.. Fence().Matches(text).Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["code"].Value)];

    /// <summary>The rows of the table whose first column has this heading, without the heading; cells trimmed.</summary>
    public string[][] Table(string heading) =>
    [
        .. text.Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()),
    ];

    /// <summary>The targets of links that are files.</summary>
    public IEnumerable<string> Links() => Link().Matches(text).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));

    /// <summary>What a cell or a list says in code: the text between backquotes.</summary>
    public static string[] Code(string cell) => [.. CodeSpan().Matches(cell).Select(span => span.Groups["code"].Value)];

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("\\]\\((?<target>[^)#\\s]+)[^)]*\\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Link();
}
