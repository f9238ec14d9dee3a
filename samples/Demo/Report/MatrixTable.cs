using ApiAuth.LocalTenant;
using Demo.Matrix;
using Spectre.Console;

namespace Demo.Report;

/// <summary>Shows checks that belong together.</summary>
static class MatrixTable
{
    // Fixed, so that the tables stand in line; a hundred columns in all.
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
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(Column("token", TokenWidth), Column("request", RequestWidth), Column("expected", ExpectedWidth), Column("got", GotWidth));
        table.AddColumns(Column("reason", ReasonWidth), Column("ms", MillisecondsWidth).RightAligned());
        var last = "";
        foreach (var check in checks)
        {
            table.AddRow(
                new Text(check.Token, check.Token == last ? Faint : new Style(decoration: Decoration.Bold)),
                new Text(check.Request),
                new Text(check.Expected),
                new Text(check.Got, StyleOf(check)),
                Reason(check),
                new Text($"{check.Took.TotalMilliseconds:0.0}", Faint));
            last = check.Token;
        }

        console.Write(new Rule($"[bold]{title}[/] {beside}").LeftJustified());
        console.Write(table);
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

    private static TableColumn Column(string name, int width) => new(new Text(name, Faint)) { Width = width, Padding = new Padding(0, 0, 1, 0) };
}
