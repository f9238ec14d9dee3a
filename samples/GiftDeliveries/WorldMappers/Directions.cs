namespace GiftDeliveries.WorldMappers;

/// <summary>A route as World Mappers describes it; lengths in metres, times in seconds.</summary>
public sealed record Directions(Place Origin, Place Destination, double Metres, double Seconds, IReadOnlyList<Step> Steps);

public sealed record Place(string Name, string Address);

public sealed record Step(string Instruction, double Metres, double Seconds);
