using System.Diagnostics;
using System.Text.Json;
using ApiAuth.Architecture.Tests.Arrows;
using Microsoft.CodeAnalysis;

namespace ApiAuth.Architecture.Tests.Repository;

/// <summary>The analyzer that keeps the system's clock and blocking waits out of src is on, and its list means something.</summary>
public class BannedSymbolTests
{
    public static TheoryData<string> Projects => [.. Tree.SourceProjects];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Every_project_in_src_is_checked_for_banned_symbols(string project)
    {
        var evaluated = await EvaluateAsync(project);

        Assert.Contains(Items(evaluated, "AdditionalFiles", "FullPath"), path => path == Tree.At("BannedSymbols.txt"));
        Assert.Contains(Items(evaluated, "PackageReference", "Identity"), name => name == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Equal("true", Property(evaluated, "TreatWarningsAsErrors"));
        Assert.DoesNotContain("RS0030", Property(evaluated, "NoWarn"), StringComparison.Ordinal);
        Assert.NotEqual("false", Property(evaluated, "RunAnalyzers"));
    }

    [Fact]
    public void Every_banned_symbol_exists()
    {
        var compilation = Sources.OfMiddleware.Compilation;
        var ids = File.ReadLines(Tree.At("BannedSymbols.txt")).Where(line => line.Length > 0).Select(line => line.Split(';')[0]).ToArray();

        Assert.Contains("P:System.DateTime.UtcNow", ids);
        Assert.DoesNotContain(ids, id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is null);
    }

    [Fact]
    public void Every_suppression_in_src_says_why()
    {
        var silent =
            from path in Tree.Files("src").Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            from line in File.ReadLines(Tree.At(path))
            where line.Contains("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)
                || (line.Contains("SuppressMessage(", StringComparison.Ordinal) && !line.Contains("Justification = \"", StringComparison.Ordinal))
            select $"{path}: {line.Trim()}";

        Assert.Empty(silent);
    }

    private static async Task<JsonElement> EvaluateAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Tree.At(project), "-nologo", "-getItem:AdditionalFiles,PackageReference", "-getProperty:TreatWarningsAsErrors,NoWarn,RunAnalyzers"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return JsonDocument.Parse(output).RootElement;
    }

    private static IEnumerable<string> Items(JsonElement evaluated, string kind, string metadata) =>
        evaluated.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item => item.GetProperty(metadata).GetString()!);

    private static string Property(JsonElement evaluated, string name) => evaluated.GetProperty("Properties").GetProperty(name).GetString()!;
}
