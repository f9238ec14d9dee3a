using System.Reflection;

namespace ApiAuth.Browser.Tests.Pages;

/// <summary>Pictures of pages, below <c>artifacts</c> beside the test assembly, and what is wrong with the pages.</summary>
sealed class Gallery(Look look)
{
    private static readonly string script = ReadScript();
    private readonly string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "pages", look.ToString())).FullName;
    private readonly List<string> problems = [];

    public async Task KeepAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        problems.AddRange((await page.EvaluateAsync<string[]>(script)).Select(problem => $"{name}: {problem}"));
    }

    /// <summary>Every field has a label, every page one h1, texts their contrast, and so on.</summary>
    public void IsFlawless() => Assert.True(problems.Count == 0, string.Join('\n', problems));

    private static string ReadScript()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("look-at-page.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
