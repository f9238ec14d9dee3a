namespace WorldMappers.Api.Routing;

/// <summary>What the driver does next, how far that leads in metres, and how long it takes in seconds.</summary>
public sealed record Step(string Instruction, double Metres, double Seconds);

/// <summary>Puts a path into words: one step for each road, and the arrival.</summary>
public static class TurnByTurn
{
    static readonly string[] Compass = ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];

    public static IReadOnlyList<Step> Describe(IReadOnlyList<Segment> path, string destination)
    {
        var steps = new List<Step>();
        for (var start = 0; start < path.Count;)
        {
            var stretch = path.Skip(start).TakeWhile(segment => segment.Road == path[start].Road).ToList();
            var instruction = start == 0 ? Depart(path[0]) : Turn(path[start - 1], path[start]);
            steps.Add(new Step(instruction, Round(stretch.Sum(segment => segment.Metres)), Round(stretch.Sum(segment => segment.Seconds))));
            start += stretch.Count;
        }

        steps.Add(new Step($"Arrive at {destination}", 0, 0));
        return steps;
    }

    static string Depart(Segment first) => $"Head {Compass[(int)Math.Round(first.Bearing / 45) % 8]} on {first.Road.Name}";

    static string Turn(Segment before, Segment after) => (before.Road.Highway, after.Road.Highway) switch
    {
        (_, true) => $"Merge onto {after.Road.Name}",
        (true, false) => $"Take the exit to {after.Road.Name}",
        _ => $"{Direction(before.Bearing, after.Bearing)} onto {after.Road.Name}",
    };

    // Right turns are the angles from 0 to 180, left turns those from 180 to 360.
    static string Direction(double before, double after) => ((after - before + 360) % 360) switch
    {
        < 30 or > 330 => "Continue",
        < 150 => "Turn right",
        > 210 => "Turn left",
        _ => "Make a U-turn",
    };

    static double Round(double value) => Math.Round(value, MidpointRounding.AwayFromZero);
}
