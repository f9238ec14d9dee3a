using Spectre.Console;

namespace Demo.Report;

static class Heading
{
    public static void Write(IAnsiConsole console) =>
        console.Write(new Markup("\n[bold]ApiAuth.Middleware[/]: a tenant, two APIs and their four clients start on this machine.\n\n"));
}
