namespace WorldMappers.Api;

/// <summary>What a question is about when the caller leaves its parameters out.</summary>
public static class Fixtures
{
    public const string Address = "10900 NE 8th Street, Bellevue, Washington";

    public const string Lat = "47.6178819";

    public const string Lng = "-122.194041";

    public const string Origin = "Bellevue Square";

    public const string Destination = "Auth0 Office";
}
