using GiftDeliveries.WorldMappers;
using Spectre.Console;

namespace GiftDeliveries;

/// <summary>Shows a route as a plan for the driver. What the API sent is text, never markup.</summary>
public static class DeliveryPlan
{
    public static void Write(IAnsiConsole console, Directions directions, DateTimeOffset departure)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Delivery plan") };
        table.AddColumns(Right("#"), new TableColumn("Instruction"), Right("Distance"), Right("At"));

        var at = departure;
        foreach (var (index, step) in directions.Steps.Index())
        {
            table.AddRow(Plain($"{index + 1}"), Plain(step.Instruction), Plain(Distance(step.Metres)), Plain($"{at:HH:mm:ss}"));
            at += TimeSpan.FromSeconds(step.Seconds);
        }

        console.Write(Plain($"From  {directions.Origin.Name}, {directions.Origin.Address}\n"));
        console.Write(Plain($"To    {directions.Destination.Name}, {directions.Destination.Address}\n"));
        console.Write(table);
        console.Write(Plain($"{Distance(directions.Metres)}, {Math.Ceiling(directions.Seconds / 60)} min; the gift arrives at {at:HH:mm}.\n"));
    }

    static string Distance(double metres) => metres switch
    {
        0 => "",
        < 1000 => $"{metres:0} m",
        _ => $"{metres / 1000:0.0} km",
    };

    static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    static Text Plain(string text) => new(string.Concat(text.Where(c => c == '\n' || !char.IsControl(c))));
}
