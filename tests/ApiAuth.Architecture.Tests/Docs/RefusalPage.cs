using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApiAuth.Architecture.Tests.Docs;

/// <summary>A page of docs/refusals: what it claims, and the code that is said to show it.</summary>
sealed partial record RefusalPage(string Code, string Title, int Status, string? Challenge, bool HasRetryAfter, string Body, int EventId, string EventName, string Level, string Reproduce)
{
    public const string Folder = "docs/refusals";

    public override string ToString() => Code;

    public static RefusalPage Read(string code)
    {
        var page = new Markdown($"{Folder}/{code}.md");
        var (head, body) = Split(page.Blocks("http").Single());
        var log = LogLine().Match(page.Text);
        return new(
            page.Text.Split('\n')[0]["# ".Length..],
            page.Text.Split('\n')[2],
            int.Parse(head[0].Split(' ')[1], null),
            Header(head, "WWW-Authenticate"),
            Header(head, "Retry-After") is not null,
            Canonical(body),
            int.Parse(log.Groups["id"].Value, null),
            log.Groups["name"].Value,
            log.Groups["level"].Value,
            page.Blocks("csharp").Single());
    }

    /// <summary>JSON with its members in order of name, for comparison.</summary>
    public static string Canonical(string json) => string.Join(", ", JsonDocument.Parse(json).RootElement.EnumerateObject()
        .Where(member => member.Name != "traceId")
        .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}: {member.Value}"));

    private static (string[] Head, string Body) Split(string http) => (http.Split("\n\n")[0].Split('\n'), http.Split("\n\n")[1]);

    private static string? Header(string[] head, string name) => head.SingleOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..];

    [GeneratedRegex("^In the log: event (?<id>[0-9]+) `(?<name>[A-Za-z]+)`, (?<level>[A-Za-z]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex LogLine();
}
