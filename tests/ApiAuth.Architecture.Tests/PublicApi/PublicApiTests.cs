using System.Reflection;
using System.Xml.Linq;
using ApiAuth.Architecture.Tests.Repository;
using ApiAuth.LocalTenant;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Architecture.Tests.PublicApi;

/// <summary>The public surface of each package is the file <c>PublicApi.txt</c> beside its project.</summary>
public class PublicApiTests
{
    private const string Accept = "APIAUTH_ACCEPT_API";

    private static readonly Assembly[] Packages = [typeof(ApiAuthOptions).Assembly, typeof(TestIssuer).Assembly, typeof(Tenant).Assembly];

    public static TheoryData<string> Names => [.. Packages.Select(package => package.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_surface_is_the_one_that_was_accepted(string name)
    {
        var file = Tree.At($"src/{name}/PublicApi.txt");
        var surface = PublicApiText.Of(Package(name));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, surface);

        var accepted = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(surface == accepted, $"""
            The public surface of {name} differs from src/{name}/PublicApi.txt:
            {string.Join('\n', PublicApiText.Changes(accepted, surface))}
            If that is meant, accept it and commit the file:
                {Accept}=1 dotnet test tests/ApiAuth.Architecture.Tests
            """);
    }

    [Fact]
    public void A_changed_member_is_shown_with_its_type() =>
        Assert.Equal(
            ["- sealed class A: int Size { get; }", "+ sealed class A: long Size { get; }"],
            PublicApiText.Changes("sealed class A\n    int Size { get; }\n\nsealed class B\n    int Size { get; }\n", "sealed class A\n    long Size { get; }\n\nsealed class B\n    int Size { get; }\n"));

    [Fact]
    public void Every_library_in_src_has_such_a_file() =>
        Assert.Equal(
            Tree.SourceProjects.Where(path => !IsProgram(path)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Packages.Select(package => package.GetName().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_type_of_the_crypto_library_is_part_of_the_surface(string name) =>
        Assert.DoesNotContain(PublicSurface.Mentioned(Package(name)), type => type.Namespace?.StartsWith("Microsoft.IdentityModel", StringComparison.Ordinal) == true);

    [Fact]
    public void A_type_deep_inside_a_signature_is_part_of_the_surface() =>
        Assert.Contains(typeof(AccessTokenHookResult), PublicSurface.Mentioned(typeof(ApiAuthOptions).Assembly)); // ValueTask<AccessTokenHookResult>

    private static Assembly Package(string name) => Array.Find(Packages, package => package.GetName().Name == name)!;

    private static bool IsProgram(string project) => XDocument.Load(Tree.At(project)).Descendants("OutputType").Any(type => type.Value == "Exe");
}
