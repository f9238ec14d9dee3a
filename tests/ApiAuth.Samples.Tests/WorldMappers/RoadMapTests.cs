using WorldMappers.Api.Places;
using WorldMappers.Api.Routing;

namespace ApiAuth.Samples.Tests.WorldMappers;

public class RoadMapTests
{
    readonly Gazetteer _gazetteer = Gazetteer.Load();
    readonly RoadMap _map = RoadMap.Load();

    [Fact]
    public void From_every_place_a_road_leads_to_every_other()
    {
        var network = _map.Join(_gazetteer);
        var hub = _gazetteer.Places[0].Name;
        Assert.All(_gazetteer.Places, place =>
        {
            Assert.NotNull(network.FastestPath(hub, place.Name));
            Assert.NotNull(network.FastestPath(place.Name, hub));
        });
    }

    [Fact]
    public void Every_junction_is_on_a_road_and_lies_on_the_map()
    {
        var onRoads = _map.Roads.SelectMany(road => road.Along).ToHashSet();
        Assert.All(_map.Junctions, junction =>
        {
            Assert.Contains(junction.Key, onRoads);
            Assert.Equal(2, junction.Value.Length);
            Assert.InRange(junction.Value[0], 47.4, 47.8);
            Assert.InRange(junction.Value[1], -122.45, -122.0);
        });
    }

    [Fact]
    public void Every_road_has_a_name_of_its_own_and_a_lawful_speed()
    {
        Assert.Equal(_map.Roads.Count, _map.Roads.Select(road => road.Name).Distinct().Count());
        Assert.All(_map.Roads, road => Assert.InRange(road.Kmh, 30, 100));
    }

    [Fact]
    public void A_segment_is_between_10_metres_and_10_kilometres_long_and_has_a_twin_in_the_other_direction()
    {
        var network = _map.Join(_gazetteer);
        var nodes = _map.Junctions.Keys.Concat(_gazetteer.Places.Select(place => place.Name));
        Assert.All(nodes.SelectMany(network.From), segment =>
        {
            Assert.InRange(segment.Metres, 10, 10_000);
            var back = Assert.Single(network.From(segment.To), back => back.To == segment.From && back.Road == segment.Road);
            Assert.Equal(segment.Metres, back.Metres, tolerance: 1e-6);
            Assert.InRange(Math.Abs(Math.Abs(segment.Bearing - back.Bearing) - 180), 0, 1);
        });
    }

    [Fact]
    public void No_road_turns_back_on_itself()
    {
        var network = _map.Join(_gazetteer);
        foreach (var road in _map.Roads)
        {
            var segments = road.Along.Zip(road.Along.Skip(1), (from, to) => network.From(from).Single(s => s.To == to && s.Road.Name == road.Name)).ToList();
            Assert.All(segments.Zip(segments.Skip(1)), pair =>
            {
                var turn = Math.Abs((pair.Second.Bearing - pair.First.Bearing + 540) % 360 - 180);
                Assert.True(turn < 120, $"{road.Name} turns by {turn:0} degrees at {pair.First.To}");
            });
        }
    }
}
