using Spectre.Console;

namespace ApiAuth.LocalTenant.Tool;

/// <summary>Where the tool writes: colours on a terminal, plain text into a file or a pipe.</summary>
internal sealed class Terminal(IAnsiConsole output, IAnsiConsole errors)
{
    // A secret or a sentence stays in one piece.
    private const int PlainWidth = 500;

    public IAnsiConsole Output => output;

    public static Terminal OfProcess() => new(
        Console.IsOutputRedirected ? Plain(Console.Out) : Coloured(Console.Out),
        Console.IsErrorRedirected ? Plain(Console.Error) : Coloured(Console.Error));

    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>One line as it is: broken into lines of the terminal's width it could not be copied.</summary>
    public void WriteUnbroken(string line) => output.Profile.Out.Writer.WriteLine(line);

    /// <summary>Tells what went wrong, and gives the exit code for it.</summary>
    public int Fail(string sentence)
    {
        errors.Write(new Text("local-tenant: ", new Style(Color.Red)));
        errors.Profile.Out.Writer.WriteLine(sentence);
        return 1;
    }

    private static IAnsiConsole Coloured(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
