using System.Text.Json.Serialization;
using WorldMappers.Api.Geography;

namespace WorldMappers.Api.Places;

public sealed record Place(string Name, string Address, double Lat, double Lng)
{
    [JsonIgnore]
    public GeoPoint Point { get; } = new(Lat, Lng);
}
