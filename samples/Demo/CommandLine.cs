using System.CommandLine;
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
        var portBase = new Option<int>("--port-base")
        {
            HelpName = "N",
            Description = $"Listen on N+{Ports.OrganizerOffset} (Organizer), N+{Ports.WorldMappersOffset} (World Mappers) and N+{Ports.TenantOffset} (tenant); 0 takes any ports that are free.",
            DefaultValueFactory = _ => Ports.DefaultBase,
        };
        portBase.Validators.Add(given =>
        {
            if (!Ports.CanStartAt(given.GetValueOrDefault<int>()))
                given.AddError($"--port-base takes 0 or a number from {Ports.LowestBase} to {Ports.HighestBase}.");
        });

        var demo = new RootCommand(
            "Starts a local tenant, the Organizer API, the World Mappers API and the client Gift Deliveries on this machine, "
            + "asks the APIs everything in the acceptance matrix, then keeps serving until Ctrl+C.") { once, portBase };
        demo.SetAction((given, cancellation) => Walkthrough.RunAsync(new Ports(given.GetValue(portBase)), given.GetValue(once), cancellation));
        return demo;
    }
}
