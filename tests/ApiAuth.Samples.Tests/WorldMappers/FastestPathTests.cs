using WorldMappers.Api.Routing;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class FastestPathTests
{
    [Fact]
    public void The_path_is_as_fast_as_the_best_of_all_paths_in_400_random_networks()
    {
        var random = new Random(20160607);
        var (found, unreachable) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var segments = RandomSegments(random, nodes: 6, count: random.Next(4, 16));
            var best = BestByTryingAll(segments, "0", "5", []);
            var path = new RoadNetwork(segments).FastestPath("0", "5");

            Assert.Equal(best is null, path is null);
            if (path is null)
            {
                unreachable++;
                continue;
            }

            found++;
            Assert.Equal(best!.Value, path.Sum(segment => segment.Seconds), tolerance: 1e-9);
            AssertLeads(path, "0", "5");
        }

        Assert.True(found > 100 && unreachable > 20, $"The networks must show both cases; found {found}, unreachable {unreachable}.");
    }

    [Fact]
    public void A_longer_way_that_is_faster_wins()
    {
        var highway = new Road("I-405", 97, Highway: true);
        var street = new Road("116th Avenue NE", 40);
        var network = new RoadNetwork([Segment("a", "b", street, 1000), Segment("a", "c", highway, 900), Segment("c", "b", highway, 900)]);
        Assert.Equal(["c", "b"], network.FastestPath("a", "b")!.Select(segment => segment.To));
    }

    [Fact]
    public void A_path_from_a_node_to_itself_has_no_segments() =>
        Assert.Empty(new RoadNetwork([Segment("a", "b", new Road("x", 40), 1)]).FastestPath("a", "a")!);

    [Fact]
    public void A_one_way_segment_leads_one_way()
    {
        var network = new RoadNetwork([Segment("a", "b", new Road("x", 40), 1)]);
        Assert.Single(network.FastestPath("a", "b")!);
        Assert.Null(network.FastestPath("b", "a"));
    }

    static void AssertLeads(IReadOnlyList<Segment> path, string from, string to)
    {
        Assert.Equal(from, path[0].From);
        Assert.Equal(to, path[^1].To);
        Assert.All(path.Zip(path.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    static double? BestByTryingAll(IReadOnlyList<Segment> segments, string from, string to, HashSet<string> visited)
    {
        if (from == to)
            return 0;

        double? best = null;
        visited.Add(from);
        foreach (var segment in segments.Where(segment => segment.From == from && !visited.Contains(segment.To)))
            if (BestByTryingAll(segments, segment.To, to, visited) + segment.Seconds is { } seconds && !(seconds >= best))
                best = seconds;
        visited.Remove(from);
        return best;
    }

    static List<Segment> RandomSegments(Random random, int nodes, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Segment(
            $"{random.Next(nodes)}", $"{random.Next(nodes)}", new Road("r", random.Next(20, 110)), random.Next(1, 2000)))];

    static Segment Segment(string from, string to, Road road, double metres) => new(from, to, road, metres, Bearing: 0);
}
