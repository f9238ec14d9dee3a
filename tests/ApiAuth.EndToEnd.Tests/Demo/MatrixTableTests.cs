using Demo.Matrix;
using Demo.Report;
using Spectre.Console;

namespace ApiAuth.EndToEnd.Tests.Demo;

public sealed class MatrixTableTests
{
    private static readonly Check[] widest =
    [
        new("HS256, public key", "/api/location/reverse-geocode", "exit 0", "exit 0", "algorithm_not_allowed", TimeSpan.FromSeconds(9.9999)),
        new("for World Mappers", "implicit, token in fragment", "401", "200", null, TimeSpan.FromSeconds(1)) { Fault = "Expected 401, got 200." },
    ];

    [Theory]
    [InlineData(100, " HS256, public key  /api/location/reverse-geocode  exit 0    exit 0  algorithm_not_allowed  9999.9  ")]
    [InlineData(80, " HS256, public key /api/location/reverse-geocode exit 0 algorithm_not_allowed  ")]
    public void A_row_is_one_line_in_a_wide_terminal_and_in_one_of_eighty_columns(int width, string row)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = width;

        MatrixTable.Write(console, "World Mappers API", "urn:worldmappers", widest);

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(row.TrimEnd(), lines.Select(line => line.TrimEnd()));
        Assert.Single(lines, line => line.Contains("for World Mappers", StringComparison.Ordinal) && line.Contains("FAILED", StringComparison.Ordinal));
        Assert.Equal(["title", "head", "line", "row", "row"], lines.Where(line => line.Trim().Length > 0).Select((line, index) => index switch { 0 => "title", 1 => "head", 2 => "line", _ => "row" }));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
    }
}
