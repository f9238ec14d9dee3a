using System.Net;
using ApiAuth.Browser.Tests.Pages;
using Demo.Hosting;
using Spectre.Console;

namespace ApiAuth.Browser.Tests.Hosting;

/// <summary>Everything that the demo starts, on free ports, and one person's browser in front of it.</summary>
sealed class Stage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private Stage(Systems systems, IBrowserContext context, IPage page) => (Systems, this.context, Page) = (systems, context, page);

    public Systems Systems { get; }

    public IPage Page { get; }

    /// <summary>What went wrong in the browser.</summary>
    public Complaints Complaints { get; } = new();

    /// <summary>The paths of the tenant's pages that were shown, in order.</summary>
    public List<string> TenantPages { get; } = [];

    public Uri Dashboard => new(Systems.Tenant.Address, "/dashboard");

    public static async Task<Stage> OpenAsync(Chromium chromium, Look look = Look.Light)
    {
        var browser = await chromium.GetAsync();
        var systems = await StartSystemsAsync();
        var person = await browser.NewContextAsync(new() { ColorScheme = look.Colors(), ViewportSize = look.Window(), Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce });
        var stage = new Stage(systems, person, await person.NewPageAsync());
        stage.Watch(stage.Page);
        return stage;
    }

    public static Task<Systems> StartSystemsAsync()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development"); // both as the demo does for itself
        HttpClient.DefaultProxy = new WebProxy();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        return Systems.StartAsync(new(0), new(console, TimeProvider.System), TestContext.Current.CancellationToken);
    }

    /// <summary>Another tab of the same browser.</summary>
    public async Task<IPage> OpenTabAsync(Uri address)
    {
        var tab = await context.NewPageAsync();
        Watch(tab);
        await tab.GotoAsync(address.AbsoluteUri);
        return tab;
    }

    public Task GotoAsync(Uri address) => Page.GotoAsync(address.AbsoluteUri);

    public async ValueTask DisposeAsync()
    {
        foreach (var complaint in Complaints.All)
            TestContext.Current.TestOutputHelper?.WriteLine(complaint);
        await context.DisposeAsync();
        await Systems.DisposeAsync();
    }

    private void Watch(IPage page)
    {
        Complaints.Hear(page);
        page.FrameNavigated += (_, frame) =>
        {
            if (frame == page.MainFrame && frame.Url.StartsWith(Systems.Tenant.Address.AbsoluteUri, StringComparison.Ordinal))
                TenantPages.Add(new Uri(frame.Url).AbsolutePath);
        };
    }
}
