using System.IO.Compression;
using System.Xml.Linq;

namespace ApiAuth.EndToEnd.Tests.Packages;

/// <summary>What is in a package, and what it says about itself.</summary>
[Collection(PackageBuilds.Name)]
public class PackageContentTests(PackedPackages packages)
{
    [Theory]
    [InlineData("ApiAuth.Middleware", "Microsoft.IdentityModel.Protocols.OpenIdConnect, Microsoft.IdentityModel.Tokens")]
    [InlineData("ApiAuth.Middleware.Testing", "ApiAuth.Middleware")]
    [InlineData("ApiAuth.LocalTenant", "Microsoft.AspNetCore.TestHost, Microsoft.IdentityModel.Tokens")]
    public void A_package_brings_readme_licence_and_documentation_and_depends_on_nothing_else(string name, string dependencies)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{name}.{ThisBuild.Version}.nupkg"));
        var about = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open()).Root!.Elements().Single();

        Assert.Superset(
            new HashSet<string>(["README.md", "LICENSE", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], StringComparer.Ordinal),
            package.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(("README.md", "Apache-2.0"), (Element(about, "readme")?.Value, Element(about, "license")?.Value));
        Assert.NotEmpty(Element(about, "description")!.Value);
        Assert.Equal(File.ReadAllText(Path.Combine(ThisBuild.Root, "README.md")), new StreamReader(package.GetEntry("README.md")!.Open()).ReadToEnd());
        Assert.Equal(dependencies, string.Join(", ", about.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
    }

    private static XElement? Element(XElement about, string name) => about.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
