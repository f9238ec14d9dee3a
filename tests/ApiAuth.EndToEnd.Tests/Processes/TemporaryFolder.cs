namespace ApiAuth.EndToEnd.Tests.Processes;

/// <summary>A folder outside the repository, gone when it is disposed.</summary>
sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("apiauth-");

    public string Path => folder.FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string CreateFolder(string name) => folder.CreateSubdirectory(name).FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
