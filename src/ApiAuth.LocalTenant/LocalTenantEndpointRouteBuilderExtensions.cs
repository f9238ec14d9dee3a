using ApiAuth.LocalTenant;
using ApiAuth.LocalTenant.Requests;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves a local tenant.</summary>
public static class LocalTenantEndpointRouteBuilderExtensions
{
    /// <summary>Maps discovery, the JWKS and the token endpoint of the tenant that <c>AddLocalTenant</c> registered.</summary>
    public static IEndpointConventionBuilder MapLocalTenant(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var tenant = endpoints.ServiceProvider.GetRequiredService<Tenant>();
        tenant.IssuerSource.ListenAt(endpoints.ServiceProvider.GetService<IServer>());

        var group = endpoints.MapGroup("").AllowAnonymous();
        Get(TenantPaths.OpenIdConfiguration, tenant.Discovery.GetMetadataAsync);
        Get(TenantPaths.AuthorizationServer, tenant.Discovery.GetMetadataAsync);
        Get(TenantPaths.Jwks, tenant.Discovery.GetKeysAsync);
        Post(TenantPaths.Token, tenant.TokenEndpoint.HandleAsync);
        return group;

        void Get(string path, RequestDelegate handle) => group.MapGet(path, new TenantRequest(tenant, path, handle).InvokeAsync);
        void Post(string path, RequestDelegate handle) => group.MapPost(path, new TenantRequest(tenant, path, handle).InvokeAsync);
    }
}
