using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Puts a service of ours around the application's own.</summary>
static class ServiceDecoration
{
    /// <summary>
    /// Replaces the last registration of a service, which must exist, with <typeparamref name="TDecorator"/> in the same lifetime. The replaced one is
    /// registered anew under the decorator's type as its key, which is how the decorator's constructor asks for it.
    /// </summary>
    public static void Decorate<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDecorator>(this IServiceCollection services)
        where TDecorator : class, TService
    {
        var original = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);
        services.Remove(original);
        services.Add(Under(typeof(TDecorator), original));
        services.Add(new(typeof(TService), typeof(TDecorator), original.Lifetime));
    }

    private static ServiceDescriptor Under(Type key, ServiceDescriptor original)
    {
        if (original.ImplementationInstance is { } instance)
            return new(original.ServiceType, key, instance);
        if (original.ImplementationFactory is { } create)
            return new(original.ServiceType, key, (provider, _) => create(provider), original.Lifetime);
        return new(original.ServiceType, key, original.ImplementationType!, original.Lifetime);
    }
}
