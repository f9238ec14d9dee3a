using System.Text.RegularExpressions;
using ApiAuth.EndToEnd.Tests.Processes;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>samples/TrimmedApi, published trimmed over the package.</summary>
[Collection(PackageBuilds.Name)]
public partial class TrimmedApiTests(PackedPackages packages)
{
    [Fact]
    public async Task A_trimmed_api_is_published_without_a_warning_and_answers_as_it_should()
    {
        var sample = Path.Combine(ThisBuild.Root, "samples", "TrimmedApi");
        var project = packages.CreateProject(
            "TrimmedApi",
            OverPackages(await File.ReadAllTextAsync(Path.Combine(sample, "TrimmedApi.csproj"), TestContext.Current.CancellationToken)),
            await File.ReadAllTextAsync(Path.Combine(sample, "Program.cs"), TestContext.Current.CancellationToken));

        var said = await packages.MakeAsync(project, "publish", "--use-current-runtime");

        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        await using var api = await RunningApi.StartAsync(packages.Tenant, Path.Combine(project, "out", OperatingSystem.IsWindows() ? "TrimmedApi.exe" : "TrimmedApi"));
        await Acceptance.AnswersAsItShouldAsync(api, packages.Tenant.Tenant);
    }

    // Outside the repository the projects of the sample are packages, and what Directory.Build.props says is missing.
    private static string OverPackages(string project) => ProjectReference()
        .Replace(project, $$"""<PackageReference Include="${name}" Version="{{ThisBuild.Version}}" />""")
        .Replace("<PublishTrimmed>", "<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NuGetAudit>false</NuGetAudit><InvariantGlobalization>true</InvariantGlobalization><PublishTrimmed>", StringComparison.Ordinal);

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/(?<name>[A-Za-z.]+)\\.csproj\" />", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ProjectReference();
}
