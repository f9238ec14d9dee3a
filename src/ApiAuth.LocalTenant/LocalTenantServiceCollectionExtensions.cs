using ApiAuth.LocalTenant;
using ApiAuth.LocalTenant.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a local tenant to an app of your own.</summary>
public static class LocalTenantServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="Tenant"/>; serve it with <c>app.MapLocalTenant()</c>. The app does not start outside Development,
    /// unless <see cref="LocalTenantOptions.AllowOutsideDevelopment"/> is set, nor on an address that is not loopback.
    /// </summary>
    public static IServiceCollection AddLocalTenant(this IServiceCollection services, Action<LocalTenantOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new LocalTenantOptions();
        configure?.Invoke(options);
        services.AddSingleton(_ => new Tenant(options));
        return services.AddStartupRefusal(options);
    }

    internal static IServiceCollection AddStartupRefusal(this IServiceCollection services, LocalTenantOptions options)
    {
        services.AddSingleton(new StartPermission(options.AllowOutsideDevelopment));
        return services.AddHostedService<StartupRefusal>();
    }
}
