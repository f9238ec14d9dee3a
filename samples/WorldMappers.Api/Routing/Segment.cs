namespace WorldMappers.Api.Routing;

/// <summary>One piece of a road, in one direction, without a junction in between. The bearing is in degrees clockwise from north.</summary>
public sealed record Segment(string From, string To, Road Road, double Metres, double Bearing)
{
    public double Seconds => Metres / (Road.Kmh / 3.6);
}
