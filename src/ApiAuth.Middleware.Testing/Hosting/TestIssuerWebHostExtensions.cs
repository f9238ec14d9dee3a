using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>The same for those who have a web host builder: <c>factory.WithWebHostBuilder(host => host.UseTestIssuer(issuer))</c>.</summary>
public static class TestIssuerWebHostExtensions
{
    /// <summary>Every scheme of the app fetches discovery and keys from this issuer; see <see cref="TestIssuerExtensions.UseTestIssuer(IServiceCollection, TestIssuer)"/>.</summary>
    /// <param name="host">The builder of the app's host.</param>
    /// <param name="issuer">Who issues the test's tokens.</param>
    /// <returns>The same builder.</returns>
    public static IWebHostBuilder UseTestIssuer(this IWebHostBuilder host, TestIssuer issuer)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTestIssuer(issuer));
    }

    /// <summary>One scheme of the app does; see <see cref="TestIssuerExtensions.UseTestIssuer(IServiceCollection, string, TestIssuer)"/>.</summary>
    /// <param name="host">The builder of the app's host.</param>
    /// <param name="scheme">The authentication scheme.</param>
    /// <param name="issuer">Who issues the test's tokens.</param>
    /// <returns>The same builder.</returns>
    public static IWebHostBuilder UseTestIssuer(this IWebHostBuilder host, string scheme, TestIssuer issuer)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.UseTestIssuer(scheme, issuer));
    }
}
