using ApiAuth.LocalTenant;
using ApiAuth.LocalTenant.Html;
using ApiAuth.LocalTenant.Management;
using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves a local tenant.</summary>
public static class LocalTenantEndpointRouteBuilderExtensions
{
    /// <summary>Maps the endpoints, the Management API and the pages of the tenant that <c>AddLocalTenant</c> registered.</summary>
    public static IEndpointConventionBuilder MapLocalTenant(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var tenant = services.GetService<Tenant>() ?? throw new LocalTenantException("There is no tenant to map. Call services.AddLocalTenant() first.");
        tenant.IssuerSource.ListenAt(services.GetService<IServer>());

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ApiAuth.LocalTenant");
        var group = endpoints.MapGroup("").AllowAnonymous();
        foreach (var (method, path, handle) in tenant.Protocol.Table)
            group.MapMethods(path, [method], Recorded(path, handle));
        foreach (var route in tenant.Management.Routes)
            group.MapMethods(route.Path, [route.Method], Recorded(route.Path, tenant.Management.Handle(route)));
        foreach (var route in tenant.Control?.Routes ?? [])
            group.MapMethods(route.Path, [route.Method], tenant.Control!.Handle(route));
        group.Map(ManagementEndpoints.Elsewhere, Recorded(ManagementEndpoints.Elsewhere, ManagementEndpoint.NotFoundAsync));
        group.MapGet(Asset.Style.Path, Asset.Style.WriteAsync);
        group.MapGet(Asset.Icon.Path, Asset.Icon.WriteAsync);
        tenant.Dashboard?.Map(group);
        return group;

        RequestDelegate Recorded(string path, RequestDelegate handle) => new TenantRequest(tenant.Requests, tenant.Faults, tenant.Time, logger, path, handle).InvokeAsync;
    }
}
