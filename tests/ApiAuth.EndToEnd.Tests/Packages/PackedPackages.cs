using ApiAuth.EndToEnd.Tests.Processes;
using ApiAuth.LocalTenant;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>The packages of this build in a folder of their own, which projects outside the repository install from; and a tenant for those projects.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Where the packages lie.</summary>
    public string Feed { get; private set; } = null!;

    /// <summary>Issues tokens for Organizer API on loopback.</summary>
    public LocalTenantServer Tenant { get; private set; } = null!;

    // Installed packages stay out of the machine's folder, where they would hide the next build of the same version.
    private Dictionary<string, string> Environment => new(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(folder.Path, "installed") };

    public async ValueTask InitializeAsync()
    {
        Feed = folder.CreateFolder("feed");
        // This build's own output: building it again would be in the way of tests that run at the same time.
        foreach (var project in new[] { "ApiAuth.Middleware", "ApiAuth.Middleware.Testing", "ApiAuth.LocalTenant", "ApiAuth.LocalTenant.Tool" })
            await DotNet.RunAsync(ThisBuild.Root, new Dictionary<string, string>(StringComparer.Ordinal), "pack", $"src/{project}", "--no-build", "-c", ThisBuild.Configuration, "-o", Feed, "-nologo", "-v:q");
        Tenant = await LocalTenantServer.StartAsync(new() { AllowOutsideDevelopment = true }, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>A folder for a project that installs from <see cref="Feed"/> beside the machine's own sources.</summary>
    public string CreateProject(string name, string project, string program)
    {
        var path = folder.CreateFolder(name);
        folder.Write($"{name}/{name}.csproj", project);
        folder.Write($"{name}/Program.cs", program);
        folder.Write($"{name}/nuget.config", $"""<configuration><packageSources><add key="this-build" value="{Feed}" /></packageSources></configuration>""");
        return path;
    }

    /// <summary>Installs a tool from <see cref="Feed"/> alone, and gives the path of its command.</summary>
    public async Task<string> InstallToolAsync(string package, string command)
    {
        var path = folder.CreateFolder("tools");
        var configuration = folder.Write("tools.config", $"""<configuration><packageSources><clear /><add key="this-build" value="{Feed}" /></packageSources></configuration>""");
        await DotNet.RunAsIsAsync(folder.Path, Environment, "tool", "install", package, "--tool-path", path, "--version", ThisBuild.Version, "--configfile", configuration);
        return Path.Combine(path, OperatingSystem.IsWindows() ? $"{command}.exe" : command);
    }

    /// <summary>Builds or publishes such a project into <c>out</c>; every warning is an error.</summary>
    public Task<string> MakeAsync(string project, params string[] command) =>
        DotNet.RunAsync(project, Environment, [.. command, "-c", "Release", "-o", Path.Combine(project, "out"), "-nologo", "-p:TreatWarningsAsErrors=true"]);

    public async ValueTask DisposeAsync()
    {
        await Tenant.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>One build at a time, after the tests that measure time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PackageBuilds : ICollectionFixture<PackedPackages>
{
    public const string Name = "Builds with packages";
}
