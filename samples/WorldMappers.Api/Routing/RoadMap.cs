using WorldMappers.Api.Geography;
using WorldMappers.Api.Places;

namespace WorldMappers.Api.Routing;

/// <summary>The shape of <c>roads.json</c>: junctions by name as [lat, lng], and roads along junctions and places. Every road is open in both directions.</summary>
public sealed record RoadMap(IReadOnlyDictionary<string, double[]> Junctions, IReadOnlyList<MappedRoad> Roads)
{
    public static RoadMap Load() => Resource.Read<RoadMap>("roads.json");

    /// <summary>Joins the roads with the places; segments are straight, their length is the great-circle distance.</summary>
    public RoadNetwork Join(Gazetteer gazetteer)
    {
        var points = Junctions.ToDictionary(junction => junction.Key, junction => new GeoPoint(junction.Value[0], junction.Value[1]));
        foreach (var place in gazetteer.Places)
            points.Add(place.Name, place.Point);
        return new RoadNetwork(Roads.SelectMany(road => Segments(road, points)));
    }

    static IEnumerable<Segment> Segments(MappedRoad mapped, Dictionary<string, GeoPoint> points)
    {
        var road = new Road(mapped.Name, mapped.Kmh, mapped.Highway);
        foreach (var (one, other) in mapped.Along.Zip(mapped.Along.Skip(1)))
        {
            yield return Between(one, other);
            yield return Between(other, one);
        }

        Segment Between(string from, string to) =>
            new(from, to, road, points[from].MetresTo(points[to]), points[from].BearingTo(points[to]));
    }
}

public sealed record MappedRoad(string Name, double Kmh, bool Highway, IReadOnlyList<string> Along);
