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
        services.Remove(original);
        services.Add(new(typeof(TService), provider => decorate((TService)Create(original, provider), provider), original.Lifetime));
    }

    private static object Create(ServiceDescriptor original, IServiceProvider provider) =>
        original.ImplementationInstance
        ?? original.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!);
}
