using Demo.Matrix;
using Spectre.Console;

namespace Demo.Report;

static class Summary
{
    /// <summary>Ends the report with one line; gives back how many failed.</summary>
    public static int Write(IAnsiConsole console, IReadOnlyCollection<Check> checks)
    {
        var failed = checks.Count(check => !check.Passed);
        console.Write(new Text($"{checks.Count - failed} passed, {failed} failed\n", new Style(failed == 0 ? Color.Green : Color.Red, decoration: Decoration.Bold)));
        return failed;
    }
}
