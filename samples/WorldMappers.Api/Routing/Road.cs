namespace WorldMappers.Api.Routing;

/// <summary>A named road and the speed at which one travels on it.</summary>
public sealed record Road(string Name, double Kmh, bool Highway = false);
