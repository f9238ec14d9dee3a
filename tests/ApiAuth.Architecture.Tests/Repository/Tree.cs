namespace ApiAuth.Architecture.Tests.Repository;

/// <summary>The working tree: what is committed, as far as one can tell without git.</summary>
static class Tree
{
    private static readonly HashSet<string> NotCommitted = new(
        [".git", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", ".vs", ".idea", ".vscode"], StringComparer.Ordinal);

    /// <summary>The folder of the solution, with a separator at its end.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The projects that are shipped.</summary>
    public static IEnumerable<string> SourceProjects => Files("src").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>Every file below a folder, relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder = "") => Walk(new(At(folder))).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => !NotCommitted.Contains(file.Name)).Concat(folder.EnumerateDirectories().Where(child => !NotCommitted.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "ApiAuth.Middleware.sln"))
            ? Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar
            : FindRoot(Directory.GetParent(folder)?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository."));
}
