using WorldMappers.Api.Geography;

namespace WorldMappers.Api.Places;

/// <summary>The places that are known, by name, by address, and by where they are.</summary>
public sealed class Gazetteer
{
    readonly Dictionary<string, Place> _byText = [];

    public Gazetteer(IReadOnlyList<Place> places)
    {
        Places = places;
        foreach (var place in places)
            foreach (var text in Texts(place))
                _byText.TryAdd(AddressText.Normalize(text), place);
    }

    public IReadOnlyList<Place> Places { get; }

    public static Gazetteer Load() => new(Resource.Read<Place[]>("places.json"));

    /// <summary>The place of that name, full address, or street and number; null when there is none.</summary>
    public Place? Find(string text) => _byText.GetValueOrDefault(AddressText.Normalize(text));

    /// <summary>The place with the shortest great-circle distance to the point, and that distance in metres.</summary>
    public (Place Place, double Metres) Nearest(GeoPoint point) =>
        Places.Select(place => (Place: place, Metres: place.Point.MetresTo(point))).MinBy(found => found.Metres);

    static IEnumerable<string> Texts(Place place) => [place.Name, place.Address, place.Address.Split(',')[0]];
}
