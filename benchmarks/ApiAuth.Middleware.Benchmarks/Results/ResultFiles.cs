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

/// <summary>Runs every benchmark and writes <c>results/*.md</c> beside the sources: a page of figures for each class, and the goals in <c>README.md</c>.</summary>
static class ResultFiles
{
    private static readonly Type[] Benchmarks =
    [
        typeof(RequestBenchmarks), typeof(ValidationBenchmarks), typeof(RefusalBenchmarks),
        typeof(LiveTokenBenchmarks), typeof(IssuerBenchmarks), typeof(ScopeBenchmarks), typeof(ThreadBenchmarks),
    ];

    public static async Task<int> WriteAsync()
    {
        var job = Job.Default.WithWarmupCount(5).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(250));
        var summaries = Benchmarks.Select(type => BenchmarkRunner.Run(type, DefaultConfig.Instance.AddJob(job).WithOptions(ConfigOptions.DisableLogFile))).ToList();
        if (summaries.Exists(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)))
            return 1;

        var folder = Directory.CreateDirectory(Path.Combine(SourceFolder(), "..", "results")).FullName;
        foreach (var (type, summary) in Benchmarks.Zip(summaries))
            await File.WriteAllTextAsync(Path.Combine(folder, $"{type.Name}.md"), Page(type.Name, summary));
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), Overview(new Goals(summaries, await Footprint.MeasureAsync())));
        return 0;
    }

    private static string Page(string title, Summary summary)
    {
        var log = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, log);
        return $"# {title}\n\n{Date()}\n\n{log.GetLog().Trim()}\n";
    }

    private static string Overview(Goals goals) =>
        $"""
        # Results

        {Date()} {HostEnvironmentInfo.GetInformation().Trim()}

        Ratios of medians within one run of `dotnet run -c Release --project benchmarks/ApiAuth.Middleware.Benchmarks -- results`. The floor is what the framework
        alone costs: a handler over its base class that returns a prepared ticket, and one scope policy. Requests go through the whole pipeline, without sockets;
        `benchmarks/sockets.sh` shows the same over Kestrel. The figures behind the ratios are in the pages beside this one.

        {goals.ToMarkdown()}

        """;

    private static string Date() => TimeProvider.System.GetUtcNow().ToString("d MMMM yyyy.", CultureInfo.InvariantCulture);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
