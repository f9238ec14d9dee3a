using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware.Security.Tests.Platform;

/// <summary>Below these versions what we stand on is broken.</summary>
public class PlatformFloorTests
{
    [Fact, Trait("Row", "K"), Trait("Row", "H9")]
    public void Runtime_server_and_crypto_library_are_those_in_which_the_known_holes_are_closed()
    {
        Assert.True(Environment.Version >= new Version(10, 0, 4), $".NET {Environment.Version}: CVE-2026-26127, Base64Url reads out of bounds before 10.0.4.");
        Assert.True(VersionOf(typeof(HttpContext)) >= new Version(10, 0, 0), "Kestrel: CVE-2025-55315, request smuggling before 10.0.0.");
        Assert.True(VersionOf(typeof(Microsoft.IdentityModel.Tokens.JsonWebKey)) >= new Version(7, 1, 2), "IdentityModel: CVE-2024-21319 and CVE-2024-21643 before 7.1.2.");
    }

    [Fact, Trait("Row", "K")]
    public void What_had_other_holes_is_not_used_at_all()
    {
        var referenced = typeof(AccessToken).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToArray();
        Assert.NotEmpty(referenced);
        Assert.DoesNotContain(referenced, name => name.Contains("DataProtection", StringComparison.Ordinal) || name.Contains("HttpListener", StringComparison.Ordinal) || name.Contains("SignedHttpRequest", StringComparison.Ordinal));
    }

    private static Version VersionOf(Type type) =>
        Version.Parse(type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', '-', '.') is [var major, var minor, var patch, ..] ? $"{major}.{minor}.{patch}" : "0.0.0");
}
