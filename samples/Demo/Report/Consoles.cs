using Spectre.Console;

namespace Demo.Report;

/// <summary>The terminal in colour; a file or a pipe gets plain text, wide enough for the table.</summary>
static class Consoles
{
    private const int WidthOfAReport = 100;
    private const int WidthOfALog = 10_000; // a sentence stays one line

    public static IAnsiConsole Output() => Console.IsOutputRedirected ? Plain(Console.Out, WidthOfAReport) : Coloured(Console.Out);

    public static IAnsiConsole Errors() => Console.IsErrorRedirected ? Plain(Console.Error, WidthOfALog) : Coloured(Console.Error);

    private static IAnsiConsole Coloured(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    private static IAnsiConsole Plain(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false }, // some CI systems would get colours all the same
        });
        console.Profile.Width = width;
        return console;
    }
}
