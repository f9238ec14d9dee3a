using ApiAuth.LocalTenant;
using Demo.Hosting;
using Demo.Matrix;
using Spectre.Console;

namespace Demo.Report;

/// <summary>What a newcomer can do while everything serves: the addresses, and lines that are ready to be copied.</summary>
sealed class Invitation(Systems systems, Tokens tokens)
{
    private readonly Uri organizer = systems.Organizer;

    public void Write(IAnsiConsole console)
    {
        console.WriteLine();
        console.Write(new Rule("[bold]Your turn[/] everything keeps serving until Ctrl+C").LeftJustified());
        console.Write(new Text("\nIn your browser\n", new Style(decoration: Decoration.Bold)));
        WriteAddress(console, "CalendarApp", systems.CalendarApp);
        WriteAddress(console, "MyTodos", systems.MyTodos);
        WriteAddress(console, "TextApp", systems.TextApp);
        WriteAddress(console, "Dashboard", new Uri(systems.Tenant.Address, TenantPaths.Dashboard));
        foreach (var user in (User[])[SampleTenant.Alice, SampleTenant.Bob])
            console.Write(new Text($"{user.Name,-18} {user.Email}, {user.Password}\n"));

        console.Write(new Text("\nFor programs\n", new Style(decoration: Decoration.Bold)));
        WriteAddress(console, "Local tenant", new Uri(systems.Tenant.Address, TenantPaths.OpenIdConfiguration));
        WriteAddress(console, "Organizer API", new Uri(organizer, "/api/appointments"));
        WriteAddress(console, "World Mappers API", new Uri(systems.WorldMappers, "/api/directions"));

        WriteLine(console, "200", Color.Green, "CalendarApp reads Alice's appointments", Get(organizer, "/api/appointments", tokens.CalendarApp));
        WriteLine(console, "403", Color.Teal, "CalendarApp has no business with Alice's tasks", Get(organizer, "/api/tasks", tokens.CalendarApp));
        WriteLine(console, "401", Color.Teal, "A token that has expired", Get(organizer, "/api/appointments", tokens.Expired));
        WriteLine(console, "200", Color.Green, "Gift Deliveries gets a token of its own, for World Mappers", TokenRequest());
        console.WriteLine();
    }

    private static void WriteAddress(IAnsiConsole console, string name, Uri address) => console.Write(new Text($"{name,-18} {address}\n"));

    // The line itself is written as it is: broken into lines of the terminal's width it could not be copied.
    private static void WriteLine(IAnsiConsole console, string status, Color color, string text, string line)
    {
        console.Write(new Text($"\n{status} ", new Style(color, decoration: Decoration.Bold)));
        console.Write(new Text($"{text}\n", new Style(decoration: Decoration.Bold)));
        console.Profile.Out.Writer.WriteLine(line);
    }

    private static string Get(Uri api, string path, string token) => $"curl -i \"{new Uri(api, path)}\" -H \"Authorization: Bearer {token}\"";

    private string TokenRequest() =>
        $"curl -i \"{new Uri(systems.Tenant.Address, TenantPaths.Token)}\" -d grant_type=client_credentials -d audience={SampleTenant.WorldMappersApi.Identifier} "
        + $"-d client_id={SampleTenant.GiftDeliveries.ClientId} -d client_secret={SampleTenant.GiftDeliveries.ClientSecret}";
}
