using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ApiAuth.EndToEnd.Tests.Demo;

/// <summary>The built program in a process of its own, in an empty folder, with an environment that must not matter to it.</summary>
sealed class DemoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("demo-");
    private readonly Process process;
    private readonly Task<string> errors;
    private readonly long startedAt = TimeProvider.System.GetTimestamp();

    private DemoProcess(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Demo.dll"), .. arguments])
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://0.0.0.0:1";
        start.Environment["Auth0__Domain"] = "your-tenant";
        start.Environment["HTTP_PROXY"] = "http://127.0.0.1:1";
        start.Environment["GITHUB_ACTIONS"] = "true"; // makes Spectre.Console write colours into a pipe, if nobody forbids it
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static DemoProcess Start(params string[] arguments) => new(arguments);

    public static async Task<DemoRun> RunAsync(params string[] arguments)
    {
        await using var demo = Start(arguments);
        return await demo.EndAsync();
    }

    /// <summary>The next line of standard output; null at the end.</summary>
    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Asks the process to end, as Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Patience);
    }

    public async Task<DemoRun> EndAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, output, await errors, TimeProvider.System.GetElapsedTime(startedAt), [.. folder.EnumerateFiles().Select(file => file.Name)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}

sealed record DemoRun(int ExitCode, string Output, string Errors, TimeSpan Took, IReadOnlyList<string> Files)
{
    public string[] Lines => Output.TrimEnd('\n').Split(Environment.NewLine);
}
