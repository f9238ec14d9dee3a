[assembly: AssemblyFixture(typeof(Chromium))]

// One browser, and samples whose database is shared in memory: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ApiAuth.Browser.Tests.Hosting;

/// <summary>The machine's own Chromium, started with the first test that does not skip. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string? Executable =>
        Environment.GetEnvironmentVariable("APIAUTH_CHROMIUM") is { Length: > 0 } chosen ? chosen : names.Select(Requirement.Find).FirstOrDefault(found => found is not null);

    /// <summary>Skips the test, or fails it, where there is no Chromium.</summary>
    public async Task<IBrowser> GetAsync()
    {
        Requirement.Check(Executable is not null, "Needs Chromium (Debian: apt-get install chromium), or its path in APIAUTH_CHROMIUM.");
        SetDefaultExpectTimeout(30_000); // ends the wait for what never comes; a machine under load needs some time for what does
        playwright ??= await Playwright.CreateAsync();
        // Only pages of this machine are opened, so the browser's own sandbox, which root and containers cannot have, is not missed.
        return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, ChromiumSandbox = false });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
