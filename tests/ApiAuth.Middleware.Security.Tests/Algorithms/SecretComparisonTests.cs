using System.Text.RegularExpressions;
using ApiAuth.Middleware.Security.Tests.Conformance;

namespace ApiAuth.Middleware.Security.Tests.Algorithms;

/// <summary>Where a secret is compared, time tells nothing (A17).</summary>
public class SecretComparisonTests
{
    [Fact, Trait("Row", "A17")]
    public void The_package_holds_no_secret_to_compare_and_the_tenant_compares_its_own_in_constant_time()
    {
        var package = Repository.Sources("src/ApiAuth.Middleware").ToArray();
        Assert.NotEmpty(package);
        Assert.DoesNotContain(package, file => Mentions(file.Text, "client_?secret|HMAC|SymmetricSecurityKey"));

        var tenant = Repository.Sources("src/ApiAuth.LocalTenant").Where(file => file.Path.Contains("/OAuth/", StringComparison.Ordinal)).ToArray();
        var comparison = Assert.Single(tenant, file => file.Text.Contains("IsSameSecret(string", StringComparison.Ordinal));
        Assert.Contains("CryptographicOperations.FixedTimeEquals(", comparison.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant, file => Mentions(file.Text, @"secret\s*(==|!=)\s*[^n\s]|\.Equals\([^)]*secret|SequenceEqual"));
    }

    private static bool Mentions(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
}
