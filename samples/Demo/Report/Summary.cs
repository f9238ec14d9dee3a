using Demo.Matrix;
using Spectre.Console;

namespace Demo.Report;

static class Summary
{
    /// <summary>Ends the report: what is wrong, if anything, then the count as one line. Gives back how many failed.</summary>
    public static int Write(IAnsiConsole console, IReadOnlyCollection<Check> checks)
    {
        foreach (var check in checks.Where(check => !check.Passed))
            console.Write(new Text($"FAILED {check.Token}, {check.Request}: {check.Fault}\n", new Style(Color.Red)));

        var failed = checks.Count(check => !check.Passed);
        console.Write(new Text($"{checks.Count - failed} passed, {failed} failed\n", new Style(failed == 0 ? Color.Green : Color.Red, decoration: Decoration.Bold)));
        return failed;
    }
}
