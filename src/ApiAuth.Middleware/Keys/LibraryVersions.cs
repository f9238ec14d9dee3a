using System.Reflection;

namespace ApiAuth.Middleware.Keys;

/// <summary>
/// The packages of the IdentityModel family work together only at one version; mixed by a package update they blame tokens or throw. Better said at start.
/// </summary>
static class LibraryVersions
{
    private static readonly string[] Family =
    [
        "Microsoft.IdentityModel.Tokens",
        "Microsoft.IdentityModel.Logging",
        "Microsoft.IdentityModel.Abstractions",
        "Microsoft.IdentityModel.Protocols",
        "Microsoft.IdentityModel.Protocols.OpenIdConnect",
    ];

    /// <summary>What is wrong with the versions that are there; null if they are one.</summary>
    public static string? Mismatch() => Mismatch([.. Family.Select(Find).OfType<AssemblyName>()]);

    public static string? Mismatch(IReadOnlyCollection<AssemblyName> loaded) =>
        loaded.Select(assembly => assembly.Version?.ToString(3)).Distinct(StringComparer.Ordinal).Count() <= 1
            ? null
            : $"The IdentityModel packages must all have one version, but these are loaded: {string.Join(", ", loaded.Select(assembly => $"{assembly.Name} {assembly.Version?.ToString(3)}"))}. Reference one version of all of them.";

    // By name alone: asked for by a type, an assembly older than the one we were built with does not load, and says that it cannot be found.
    private static AssemblyName? Find(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name)).GetName();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
