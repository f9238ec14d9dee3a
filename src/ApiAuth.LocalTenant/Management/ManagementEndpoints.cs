using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Tokens;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Management;

/// <summary>The operations of the Management API.</summary>
internal sealed class ManagementEndpoints(TenantStore store, SystemApi system, SigningKeys keys, TenantIssuer issuer, AccessTokenReader tokens)
{
    /// <summary>Any other path below <c>/api/v2</c>.</summary>
    public const string Elsewhere = "/api/v2/{**path}";

    public IEnumerable<ManagementRoute> Routes =>
    [
        .. new ResourceServersApi(store).Routes,
        .. new ClientsApi(store, system).Routes,
        .. new ClientGrantsApi(store).Routes,
        .. new GrantsApi(store).Routes,
        .. new SigningKeysApi(keys).Routes,
        .. new TenantSettingsApi(store).Routes,
    ];

    public RequestDelegate Handle(ManagementRoute route) => new ManagementEndpoint(route, issuer, tokens).HandleAsync;
}
