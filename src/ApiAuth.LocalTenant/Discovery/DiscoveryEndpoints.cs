using ApiAuth.LocalTenant.Cors;
using ApiAuth.LocalTenant.Keys;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Discovery;

/// <summary>The documents that an API reads to know the tenant's keys, and a client to know its endpoints.</summary>
internal sealed class DiscoveryEndpoints(TenantIssuer issuer, SigningKeys keys, TenantStore store, bool publishAlgorithms)
{
    public Task GetMetadataAsync(HttpContext context)
    {
        CrossOrigin.AllowAll(context);
        return context.Response.WriteWireJsonAsync(DiscoveryDocument.For(issuer.Value, store.Current.Settings));
    }

    public Task GetKeysAsync(HttpContext context)
    {
        CrossOrigin.AllowAll(context);
        return context.Response.WriteWireJsonAsync(keys.Set.Publish(publishAlgorithms));
    }
}
