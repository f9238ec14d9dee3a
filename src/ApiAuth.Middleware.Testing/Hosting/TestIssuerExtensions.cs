using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Plugs an app that is configured for a real tenant into a <see cref="TestIssuer"/>.</summary>
public static class TestIssuerExtensions
{
    /// <summary>
    /// Every scheme of the app fetches discovery and keys from this issuer, in memory, and reaches nothing else; schemes that
    /// <see cref="UseTestIssuer(IServiceCollection, string, TestIssuer)"/> names have their own.
    /// </summary>
    /// <remarks>
    /// When the app starts the issuer takes what it was not given: the names of the app's tenant, and audience, clock, algorithm and dialect of the scheme that was registered first.
    /// A clock that the issuer was given becomes the app's. Nothing else of the app's options changes. May be called before or after the app's own registrations.
    /// </remarks>
    /// <param name="services">The app's services, for example in <c>ConfigureTestServices</c>.</param>
    /// <param name="issuer">Who issues the test's tokens.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTestIssuer(this IServiceCollection services, TestIssuer issuer) => services.PlugIn(scheme: null, issuer);

    /// <summary>One scheme of the app fetches discovery and keys from this issuer, in memory, and reaches nothing else; the last call for a scheme counts.</summary>
    /// <param name="services">The app's services, for example in <c>ConfigureTestServices</c>.</param>
    /// <param name="scheme">The authentication scheme.</param>
    /// <param name="issuer">Who issues the test's tokens.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTestIssuer(this IServiceCollection services, string scheme, TestIssuer issuer)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        return services.PlugIn(scheme, issuer);
    }

    private static IServiceCollection PlugIn(this IServiceCollection services, string? scheme, TestIssuer issuer)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(issuer);
        services.AddSingleton(new IssuerPlug(scheme, issuer));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ApiAuthOptions>, IssuerPlugs>());
        return services;
    }
}
