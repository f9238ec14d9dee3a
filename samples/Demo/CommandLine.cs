using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Demo.Hosting;

namespace Demo;

static class CommandLine
{
    public static RootCommand Create()
    {
        var once = new Option<bool>("--once")
        {
            Description = "Exit after the matrix: 0 if every check passed, 1 otherwise.",
        };
        var ports = new Option<Ports>("--port-base")
        {
            HelpName = "N",
            Description = Ports.Meaning,
            CustomParser = ReadPorts,
        };

        var demo = new RootCommand(
            "Starts a local tenant, the Organizer API, the World Mappers API and their four clients on this machine, "
            + "walks through the acceptance matrix and every flow of every client, then keeps serving until Ctrl+C.") { once, ports };
        demo.SetAction((given, cancellation) => Walkthrough.RunAsync(given.GetValue(ports) ?? new(Ports.DefaultBase), given.GetValue(once), cancellation));
        return demo;
    }

    private static Ports? ReadPorts(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var portBase) && Ports.CanStartAt(portBase))
            return new(portBase);
        given.AddError($"--port-base takes 0 or a number from {Ports.LowestBase} to {Ports.HighestBase}.");
        return null;
    }
}
