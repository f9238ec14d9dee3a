using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace ApiAuth.Middleware.Benchmarks.Results;

/// <summary>
/// Runs the benchmarks and writes <c>results/*.md</c> beside the sources: a page for each class, with its goals and figures, and all goals in <c>README.md</c>.
/// </summary>
static class ResultFiles
{
    private const string Titles = "| case | goal | measured | |";
    private const string Head = $"{Titles}\n| --- | --- | --- | --- |";

    private static readonly Type[] Benchmarks =
    [
        typeof(RequestBenchmarks), typeof(ValidationBenchmarks), typeof(RefusalBenchmarks), typeof(CostBoundBenchmarks),
        typeof(LiveTokenBenchmarks), typeof(IssuerBenchmarks), typeof(ScopeBenchmarks), typeof(ThreadBenchmarks),
    ];

    /// <param name="names">The classes to run; none for all.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> WriteAsync(string[] names)
    {
        var folder = Directory.CreateDirectory(Path.Combine(SourceFolder(), "..", "results")).FullName;
        foreach (var type in Benchmarks.Where(type => names.Length == 0 || names.Contains(type.Name)))
        {
            var summary = BenchmarkRunner.Run(type, Config());
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
                return 1;
            await File.WriteAllTextAsync(Path.Combine(folder, $"{type.Name}.md"), await PageAsync(type.Name, summary));
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), Overview(folder));
        return 0;
    }

    private static ManualConfig Config() => DefaultConfig.Instance
        .AddJob(Job.Default.WithWarmupCount(5).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(250)))
        .WithOptions(ConfigOptions.DisableLogFile);

    private static async Task<string> PageAsync(string name, Summary summary)
    {
        var log = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, log);
        var goals = new Goals(summary).Rows(name).ToList();
        if (name == nameof(LiveTokenBenchmarks))
            goals.Add(await FootprintRowAsync());
        var table = goals.Count == 0 ? "" : $"{Head}\n{string.Join('\n', goals)}\n\n";
        return $"# {name}\n\n{TimeProvider.System.GetUtcNow().ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.\n\n{table}{log.GetLog().Trim()}\n";
    }

    private static async Task<string> FootprintRowAsync()
    {
        var bytes = await Footprint.MeasureAsync();
        return $"| a remembered token | ≤ 2,048 B | {bytes.ToString("N0", CultureInfo.InvariantCulture)} B | {(bytes <= 2048 ? "met" : "**missed**")} |";
    }

    private static string Overview(string folder) =>
        $"""
        # Results

        {HostEnvironmentInfo.GetInformation().Trim()}

        Ratios of medians within one run of a class: `dotnet run -c Release --project benchmarks/ApiAuth.Middleware.Benchmarks -- results`. The floor is what the
        framework alone costs: a handler over its base class that returns a prepared ticket, and one scope policy. Requests go through the whole pipeline, without
        sockets; `benchmarks/sockets.sh` shows the same over Kestrel. The date and the figures behind the ratios are in the page of each class beside this one.

        {Head}
        {string.Join('\n', Benchmarks.SelectMany(type => GoalsOf(Path.Combine(folder, $"{type.Name}.md"))))}

        """;

    private static IEnumerable<string> GoalsOf(string page) => File.Exists(page)
        ? File.ReadLines(page).SkipWhile(line => line != Titles).Skip(2).TakeWhile(line => line.StartsWith('|'))
        : [];

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
