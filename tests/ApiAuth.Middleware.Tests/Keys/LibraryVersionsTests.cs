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

    private static AssemblyName Named(string name, string version) => new(name) { Version = new(version) };
}
