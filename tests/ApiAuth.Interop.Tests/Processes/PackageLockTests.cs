using System.Text.Json;

namespace ApiAuth.Interop.Tests.Processes;

/// <summary>What npm installs is the same everywhere, wherever it comes from.</summary>
public class PackageLockTests
{
    [Fact]
    public void Every_package_is_pinned_by_its_hash_and_by_no_address()
    {
        using var locked = JsonDocument.Parse(NodeScripts.Read("package-lock.json"));
        var packages = locked.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToArray();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
        Assert.All(packages, package => Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name));
        Assert.DoesNotContain("://", NodeScripts.Read("package-lock.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_package_that_we_ask_for_has_one_version()
    {
        using var asked = JsonDocument.Parse(NodeScripts.Read("package.json"));

        Assert.All(asked.RootElement.GetProperty("dependencies").EnumerateObject(), package => Assert.True(Version.TryParse(package.Value.GetString(), out _), package.Name));
    }
}
