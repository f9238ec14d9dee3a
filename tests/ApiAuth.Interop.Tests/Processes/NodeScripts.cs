using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace ApiAuth.Interop.Tests.Processes;

/// <summary>The programs in the folder <c>node</c>, written with what others publish on npm.</summary>
static class NodeScripts
{
    private static readonly string folder = Path.GetFullPath(
        typeof(NodeScripts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Scripts").Value!);

    private static readonly Lazy<Version?> node = new(AskVersion);

    /// <summary>Skips the test, or fails it, where node or the packages are not installed. A test downloads nothing.</summary>
    public static void Require()
    {
        Requirement.Check(node.Value is { Major: >= 20 }, $"Needs Node.js 20 or later; found {node.Value?.ToString() ?? "none"}.");
        Requirement.Check(Directory.Exists(Path.Combine(folder, "node_modules")), "Needs the npm packages: npm ci --prefix tests/ApiAuth.Interop.Tests/node");
    }

    /// <summary>The text of a file in the folder.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(folder, file));

    /// <summary>Starts a script, with its settings as JSON in its one argument.</summary>
    public static Process Start(string script, object settings)
    {
        Require();
        var start = new ProcessStartInfo("node", [Path.Combine(folder, script), JsonSerializer.Serialize(settings, JsonSerializerOptions.Web)])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }

    /// <summary>Runs a script to its end and gives the JSON that it reports; fails the test if it fails.</summary>
    public static async Task<JsonElement> RunAsync(string script, object settings)
    {
        using var process = Start(script, settings);
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}:\n{await complained}");
        return JsonDocument.Parse(await said).RootElement;
    }

    private static Version? AskVersion()
    {
        if (!Requirement.IsCommand("node"))
            return null;
        using var process = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        return Version.TryParse(process.StandardOutput.ReadToEnd().Trim().TrimStart('v'), out var version) ? version : null;
    }
}
