using ApiAuth.LocalTenant.Keys;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Discovery;

/// <summary>The documents that an API reads to know the tenant's keys.</summary>
internal sealed class DiscoveryEndpoints(TenantIssuer issuer, SigningKeys keys, bool publishAlgorithms)
{
    public Task GetMetadataAsync(HttpContext context) => context.Response.WriteWireJsonAsync(DiscoveryDocument.For(issuer.Value));

    public Task GetKeysAsync(HttpContext context) => context.Response.WriteWireJsonAsync(keys.Set.Publish(publishAlgorithms));
}
