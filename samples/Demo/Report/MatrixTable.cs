using ApiAuth.LocalTenant;
using Demo.Matrix;
using Spectre.Console;

namespace Demo.Report;

/// <summary>Shows checks that belong together.</summary>
static class MatrixTable
{
    // Fixed, so that the tables stand in line: a hundred columns in all. A narrower terminal gets less than eighty, without what only a failure or the curious ask for.
    private const int FullWidth = 100;
    private const int TokenWidth = 17;
    private const int RequestWidth = 29;
    private const int ExpectedWidth = 8;
    private const int GotWidth = 6;
    private const int ReasonWidth = 21;
    private const int MillisecondsWidth = 6;

    private static readonly Style Faint = new(Color.Grey);

    public static void Write(IAnsiConsole console, ResourceServer api, Uri address, IEnumerable<Check> checks) =>
        Write(console, api.Name!, $"{api.Identifier} [grey]{address}[/]", checks);

    /// <summary>A table with a title and what stands beside it, as markup.</summary>
    public static void Write(IAnsiConsole console, string title, string beside, IEnumerable<Check> checks)
    {
        var isWide = console.Profile.Width >= FullWidth;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns([.. Columns(isWide)]);
        var last = "";
        foreach (var check in checks)
        {
            table.AddRow([.. Cells(check, check.Token == last, isWide)]);
            last = check.Token;
        }

        console.Write(new Rule($"[bold]{title}[/] {beside}").LeftJustified());
        console.Write(table);
    }

    private static IEnumerable<TableColumn> Columns(bool isWide)
    {
        var gap = isWide ? 1 : 0;
        yield return Column("token", TokenWidth, gap);
        yield return Column("request", RequestWidth, gap);
        if (isWide)
            yield return Column("expected", ExpectedWidth, gap);
        yield return Column("got", GotWidth, gap);
        yield return Column("reason", ReasonWidth, gap);
        if (isWide)
            yield return Column("ms", MillisecondsWidth, gap).RightAligned();
    }

    private static IEnumerable<Text> Cells(Check check, bool isTokenAgain, bool isWide)
    {
        yield return new(check.Token, isTokenAgain ? Faint : new Style(decoration: Decoration.Bold));
        yield return new(check.Request);
        if (isWide)
            yield return new(check.Expected);
        yield return new(check.Got, StyleOf(check));
        yield return Reason(check);
        if (isWide)
            yield return new($"{check.Took.TotalMilliseconds:0.0}", Faint);
    }

    private static Text Reason(Check check) => check.Passed
        ? new Text(check.Reason ?? "")
        : new Text("FAILED", new Style(Color.Red, decoration: Decoration.Bold));

    private static Style StyleOf(Check check) => (check.Passed, check.Got) switch
    {
        (false, _) => new Style(Color.Red, decoration: Decoration.Bold),
        (true, "200" or "201" or "204" or "exit 0") => new Style(Color.Green),
        _ => new Style(Color.Teal),
    };

    private static TableColumn Column(string name, int width, int gap) => new(new Text(name, Faint)) { Width = width, Padding = new Padding(0, 0, gap, 0) };
}
