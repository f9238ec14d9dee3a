using System.Diagnostics;
using System.Reflection;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware.Tests.Keys;

/// <summary>The packages of the IdentityModel family at one version, or a start that says which are not.</summary>
public class LibraryVersionsTests
{
    [Fact]
    public void What_this_process_has_loaded_is_of_one_version() => Assert.Null(LibraryVersions.Mismatch());

    [Fact]
    public void One_version_is_fine_and_a_second_is_told_with_the_whole_list()
    {
        AssemblyName[] loaded = [Named("Microsoft.IdentityModel.Tokens", "8.16.0.0"), Named("Microsoft.IdentityModel.Logging", "8.16.0.0"), Named("Microsoft.IdentityModel.Protocols", "8.16.0.0")];
        Assert.Null(LibraryVersions.Mismatch(loaded));

        Assert.Equal(
            "The IdentityModel packages must all have one version, but these are loaded: Microsoft.IdentityModel.Tokens 7.7.3, Microsoft.IdentityModel.Logging 8.16.0, Microsoft.IdentityModel.Protocols 8.16.0. Reference one version of all of them.",
            LibraryVersions.Mismatch([Named("Microsoft.IdentityModel.Tokens", "7.7.3.0"), .. loaded[1..]]));
    }

    [Fact]
    public void The_fourth_number_of_a_version_does_not_count() =>
        Assert.Null(LibraryVersions.Mismatch([Named("Microsoft.IdentityModel.Tokens", "8.16.0.0"), Named("Microsoft.IdentityModel.Logging", "8.16.0.1")]));

    [Fact]
    public async Task An_app_that_pins_an_older_package_is_told_so_at_start()
    {
        var ended = await RunAsync("ApiAuth.Middleware.Tests.MixedVersions");

        Assert.Equal(
            "The IdentityModel packages must all have one version, but these are loaded: Microsoft.IdentityModel.Tokens 7.7.3, Microsoft.IdentityModel.Logging 7.7.3, Microsoft.IdentityModel.Abstractions 7.7.3, Microsoft.IdentityModel.Protocols 8.16.0, Microsoft.IdentityModel.Protocols.OpenIdConnect 8.16.0. Reference one version of all of them.",
            ended);
    }

    // The program lies where this one does, in the folder of its own project.
    private static async Task<string> RunAsync(string program)
    {
        var folder = AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}ApiAuth.Middleware.Tests{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{program}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(folder, $"{program}.dll")]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.TrimEnd();
    }

    private static AssemblyName Named(string name, string version) => new(name) { Version = new(version) };
}
