using ApiAuth.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;

namespace ApiAuth.Architecture.Tests.Arrows;

/// <summary>What types are called, and where they are found.</summary>
public class NameTests
{
    private static readonly string[] Machinery = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Factory", "Base", "Impl"];

    public static TheoryData<string> Projects => [.. Tree.SourceProjects.Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_is_named_after_machinery(string project) =>
        Assert.DoesNotContain(Sources.Read(project).Types, type => IsMachinery(type.Name));

    [Theory]
    [InlineData("KeyManager", true)]
    [InlineData("TokenHelper", true)]
    [InlineData("StringUtils", true)]
    [InlineData("HandlerBase", true)]
    [InlineData("Database", false)]
    [InlineData("TokenCache", false)]
    public void A_name_after_machinery_is_noticed(string name, bool isNoticed) => Assert.Equal(isNoticed, IsMachinery(name));

    [Fact]
    public void Public_types_share_one_namespace_and_extension_methods_live_in_the_hosts() =>
        Assert.DoesNotContain(Sources.OfMiddleware.Types, type => type.DeclaredAccessibility == Accessibility.Public && !IsWherePublicTypesAre(type));

    [Fact]
    public void The_namespace_of_an_internal_type_is_its_folder() =>
        Assert.DoesNotContain(Sources.OfMiddleware.Types, type => type.DeclaredAccessibility != Accessibility.Public && !IsInNamespaceOfFolder(type));

    private static bool IsMachinery(string name) => Array.Exists(Machinery, suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    private static bool IsWherePublicTypesAre(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() is var space && (type.IsStatic && type.Name.EndsWith("Extensions", StringComparison.Ordinal)
        ? space.StartsWith("Microsoft.", StringComparison.Ordinal)
        : space == "ApiAuth.Middleware");

    private static bool IsInNamespaceOfFolder(INamedTypeSymbol type)
    {
        var folder = Sources.FolderOf(type.Locations[0].SourceTree!.FilePath);
        return type.ContainingNamespace.ToDisplayString() == (folder == Picture.Root ? "ApiAuth.Middleware" : $"ApiAuth.Middleware.{folder}");
    }
}
