using System.Reflection;

namespace ApiAuth.EndToEnd.Tests;

/// <summary>The build that these tests are part of.</summary>
static class ThisBuild
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Value("Root"));

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Value("Configuration");

    /// <summary>The version of the packages.</summary>
    public static string Version { get; } = Value("Version");

    private static string Value(string key) => typeof(ThisBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
