using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Puts a service of ours around the application's own.</summary>
static class ServiceDecoration
{
    /// <summary>Replaces the last registration of a service, which must exist, with one of the same lifetime that is given what it would have made.</summary>
    public static void Decorate<TService>(this IServiceCollection services, Func<TService, IServiceProvider, TService> decorate)
        where TService : class
    {
        var original = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);
        var create = FactoryOf(original);
        services.Remove(original);
        services.Add(new(typeof(TService), provider => decorate((TService)create(provider), provider), original.Lifetime));
    }

    // Prepared once: these services are made anew for every request.
    private static Func<IServiceProvider, object> FactoryOf(ServiceDescriptor original)
    {
        if (original.ImplementationInstance is { } instance)
            return _ => instance;
        if (original.ImplementationFactory is { } factory)
            return factory;
        var create = ActivatorUtilities.CreateFactory(original.ImplementationType!, Type.EmptyTypes);
        return provider => create(provider, null);
    }
}
