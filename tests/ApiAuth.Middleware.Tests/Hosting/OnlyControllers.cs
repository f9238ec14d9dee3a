using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace ApiAuth.Middleware.Tests.Hosting;

/// <summary>These controllers and no others, so that one test's controllers are not another's endpoints.</summary>
sealed class OnlyControllers(Type[] controllers) : IApplicationFeatureProvider<ControllerFeature>
{
    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        foreach (var controller in controllers)
            feature.Controllers.Add(controller.GetTypeInfo());
    }
}

static class OnlyControllersExtensions
{
    public static IMvcBuilder AddOnlyControllers(this IServiceCollection services, params Type[] controllers) =>
        services.AddControllers().ConfigureApplicationPartManager(manager =>
        {
            manager.FeatureProviders.Clear();
            manager.FeatureProviders.Add(new OnlyControllers(controllers));
        });
}
