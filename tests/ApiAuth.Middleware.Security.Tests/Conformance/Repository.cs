using System.Runtime.CompilerServices;

namespace ApiAuth.Middleware.Security.Tests.Conformance;

/// <summary>The files that these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The C# files below a folder, generated ones left out.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
        select (name, File.ReadAllText(path));

    private static string Find([CallerFilePath] string path = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(path)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ApiAuth.Middleware.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No solution above {path}.");
    }
}
