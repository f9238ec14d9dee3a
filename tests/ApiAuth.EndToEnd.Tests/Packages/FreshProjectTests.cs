using System.Text.RegularExpressions;
using ApiAuth.EndToEnd.Tests.Processes;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>A project outside the repository that installs the package and has nothing but the README's first program.</summary>
[Collection(PackageBuilds.Name)]
public partial class FreshProjectTests(PackedPackages packages)
{
    [Fact]
    public async Task The_readmes_first_program_protects_an_api_with_the_package_alone()
    {
        var project = packages.CreateProject("Fresh", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ApiAuth.Middleware" Version="{ThisBuild.Version}" />
              </ItemGroup>
            </Project>
            """, FirstProgram().Match(await File.ReadAllTextAsync(Path.Combine(ThisBuild.Root, "README.md"), TestContext.Current.CancellationToken)).Groups["code"].Value);

        await packages.MakeAsync(project, "build");

        await using var api = await RunningApi.StartAsync(packages.Tenant, "dotnet", Path.Combine(project, "out", "Fresh.dll"));
        await Acceptance.AnswersAsItShouldAsync(api, packages.Tenant.Tenant);
    }

    [GeneratedRegex("^```csharp\\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex FirstProgram();
}
