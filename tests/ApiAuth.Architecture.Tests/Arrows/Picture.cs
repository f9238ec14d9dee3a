namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>Who may know whom in src/ApiAuth.Middleware; the picture in docs/architecture.md as a table. Change both together.</summary>
static class Picture
{
    /// <summary>The front door: the root has what users write, Configuration what happens behind it. Nobody knows them.</summary>
    public const string Root = "(root)";
    public const string Configuration = "Configuration";

    public static readonly IReadOnlyList<Arrow> Arrows =
    [
        new("Authentication", "Scopes"),
        new("Authentication", "Challenges"),
        new("Authentication", "Tokens"),
        new("Scopes", "Tokens", Only: "AccessToken"),
        new("Tokens", "Jws"),
        new("Jws", "Keys"),
    ];

    /// <summary>Every folder may use these. Of the two, only Diagnostics knows the other.</summary>
    private static readonly string[] Bottom = ["Errors", "Diagnostics"];

    public static IReadOnlyCollection<string> Folders { get; } =
        [Root, Configuration, .. Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct(StringComparer.Ordinal), .. Bottom];

    /// <summary>Whether a file in one folder may mention a type of another.</summary>
    public static bool Allows(string from, string to, string type) =>
        from == to || from switch
        {
            Root => true,
            Configuration => to != Root || type is "ApiAuthOptions" or "ApiAuthDefaults", // what it reads and checks, and how that is called
            "Errors" => false,
            "Diagnostics" => to == "Errors",
            _ => Bottom.Contains(to, StringComparer.Ordinal) || Leads(from, to, type),
        };

    // Arrows are transitive, but one that is for a single type leads no further.
    private static bool Leads(string from, string to, string type) => Arrows.Any(arrow => arrow.From == from &&
        (arrow.Only is null ? arrow.To == to || Leads(arrow.To, to, type) : arrow.To == to && arrow.Only == type));

    public sealed record Arrow(string From, string To, string? Only = null);
}
