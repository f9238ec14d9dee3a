using WorldMappers.Api;
using WorldMappers.Api.Places;
using WorldMappers.Api.Routing;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class TurnByTurnTests
{
    [Fact]
    public void The_default_route_has_three_steps()
    {
        var path = RoadMap.Load().Join(Gazetteer.Load()).FastestPath(Fixtures.Origin, Fixtures.Destination)!;
        var steps = TurnByTurn.Describe(path, Fixtures.Destination);

        Assert.Equal(["Head north on Bellevue Way NE", "Turn right onto NE 8th Street", "Arrive at Auth0 Office"], steps.Select(step => step.Instruction));
        Assert.InRange(steps.Sum(step => step.Metres), 600, 900);
        Assert.Equal(path.Sum(segment => segment.Metres), steps.Sum(step => step.Metres), tolerance: 2);
        Assert.Equal(path.Sum(segment => segment.Seconds), steps.Sum(step => step.Seconds), tolerance: 2);
    }

    [Theory]
    [InlineData(0, 0, "Continue onto B")]
    [InlineData(350, 15, "Continue onto B")]
    [InlineData(15, 350, "Continue onto B")]
    [InlineData(0, 90, "Turn right onto B")]
    [InlineData(315, 45, "Turn right onto B")]
    [InlineData(0, 270, "Turn left onto B")]
    [InlineData(45, 315, "Turn left onto B")]
    [InlineData(0, 180, "Make a U-turn onto B")]
    public void A_turn_is_the_angle_between_two_streets(double before, double after, string instruction) =>
        Assert.Equal(["Head", instruction, "Arrive at z"], Words(Segment("A", before), Segment("B", after)));

    [Theory]
    [InlineData(0, "north")]
    [InlineData(359, "north")]
    [InlineData(44, "northeast")]
    [InlineData(90, "east")]
    [InlineData(135, "southeast")]
    [InlineData(180, "south")]
    [InlineData(225, "southwest")]
    [InlineData(270, "west")]
    [InlineData(315, "northwest")]
    public void The_first_step_names_the_point_of_the_compass(double bearing, string point) =>
        Assert.Equal($"Head {point} on A", TurnByTurn.Describe([Segment("A", bearing)], "z")[0].Instruction);

    [Fact]
    public void Highways_are_merged_onto_and_left_by_an_exit() => Assert.Equal(
        ["Head", "Merge onto I-405", "Merge onto SR 520", "Take the exit to B", "Arrive at z"],
        Words(Segment("A", 0), Segment("I-405", 0, highway: true), Segment("SR 520", 90, highway: true), Segment("B", 90)));

    [Fact]
    public void Segments_of_one_road_are_one_step_with_their_sums()
    {
        var steps = TurnByTurn.Describe([Segment("A", 0, metres: 120), Segment("A", 5, metres: 80)], "z");
        Assert.Equal([new Step("Head north on A", 200, 20), new Step("Arrive at z", 0, 0)], steps);
    }

    [Fact]
    public void No_path_is_an_arrival_only() => Assert.Equal([new Step("Arrive at z", 0, 0)], TurnByTurn.Describe([], "z"));

    static IEnumerable<string> Words(params Segment[] path) =>
        TurnByTurn.Describe(path, "z").Select((step, index) => index == 0 ? step.Instruction[..4] : step.Instruction);

    static Segment Segment(string road, double bearing, bool highway = false, double metres = 100) =>
        new("x", "y", new Road(road, 36, highway), metres, bearing);
}
