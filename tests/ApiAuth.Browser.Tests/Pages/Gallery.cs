using System.Reflection;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>The pictures of one visit, below <c>artifacts</c> beside the test assembly, and what is wrong with the pages.</summary>
sealed class Gallery(string visit, Look look)
{
    private static readonly string script = ReadScript();
    private readonly string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "pages", look.ToString())).FullName;
    private readonly SortedSet<string> kept = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    /// <summary>The picture's name for the address of a page.</summary>
    public static string NameOf(string path) => path[1..].Replace('/', '-');

    public async Task KeepAsync(IPage page, string name)
    {
        Assert.True(kept.Add(name), $"{name} is there already.");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        problems.AddRange((await page.EvaluateAsync<string[]>(script)).Select(problem => $"{name}: {problem}"));
    }

    /// <summary>Every picture of the visit was taken. Every field has a label, every page one h1, texts their contrast, and so on.</summary>
    public void IsCompleteAndFlawless()
    {
        Assert.Equal(Album.PicturesOf(visit).Order(StringComparer.Ordinal), kept);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static string ReadScript()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("look-at-page.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
