namespace WorldMappers.Api.Routing;

/// <summary>A directed graph of segments; its nodes are junctions and places, by name.</summary>
public sealed class RoadNetwork(IEnumerable<Segment> segments)
{
    readonly ILookup<string, Segment> _from = segments.ToLookup(segment => segment.From);

    public IEnumerable<Segment> From(string node) => _from[node];

    /// <summary>
    /// The fastest way by Dijkstra's algorithm: the segments in order, none when both ends are one node, null when no road leads there.
    /// </summary>
    public IReadOnlyList<Segment>? FastestPath(string origin, string destination)
    {
        var arrivedBy = new Dictionary<string, Segment?>();
        var frontier = new PriorityQueue<(string Node, Segment? By), double>();
        frontier.Enqueue((origin, null), 0);

        while (frontier.TryDequeue(out var next, out var seconds))
        {
            // A node comes out of the queue first by its fastest way; later entries of the same node are stale.
            if (!arrivedBy.TryAdd(next.Node, next.By))
                continue;
            if (next.Node == destination)
                return Unwind(arrivedBy, destination);
            foreach (var segment in From(next.Node))
                frontier.Enqueue((segment.To, segment), seconds + segment.Seconds);
        }

        return null;
    }

    static List<Segment> Unwind(Dictionary<string, Segment?> arrivedBy, string destination)
    {
        var path = new List<Segment>();
        for (var segment = arrivedBy[destination]; segment is not null; segment = arrivedBy[segment.From])
            path.Add(segment);
        path.Reverse();
        return path;
    }
}
