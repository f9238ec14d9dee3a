using Spectre.Console;

namespace Demo.Report;

/// <summary>The terminal in colour; a file or a pipe gets plain text, wide enough for the table.</summary>
static class Consoles
{
    private const int WidthOfAFile = 100;

    public static IAnsiConsole Output() => Console.IsOutputRedirected ? Plain(Console.Out) : Coloured(Console.Out);

    public static IAnsiConsole Errors() => Console.IsErrorRedirected ? Plain(Console.Error) : Coloured(Console.Error);

    private static IAnsiConsole Coloured(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = WidthOfAFile;
        return console;
    }
}
