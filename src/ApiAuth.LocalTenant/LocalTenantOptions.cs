namespace ApiAuth.LocalTenant;

/// <summary>How a local tenant behaves. Read once, when the tenant is made.</summary>
public sealed class LocalTenantOptions
{
    /// <summary>
    /// The issuer (<c>iss</c>) of every token: an absolute http or https URI without query and fragment; a missing trailing slash is added.
    /// Independent of the address that the tenant listens on. Default: that address, or <c>https://local-tenant.test/</c> in process.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What the tenant knows. Default <see cref="LocalTenantSeed.Samples"/>.</summary>
    public LocalTenantSeed Seed { get; set; } = LocalTenantSeed.Samples;

    /// <summary>
    /// A file that keeps the signing keys over restarts; made when it does not exist, readable by its owner only.
    /// Default null: new keys in every process. It holds private keys: do not commit it.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>Lets the tenant start where the environment is not Development. Default false. Anybody who reaches the tenant gets tokens.</summary>
    public bool AllowOutsideDevelopment { get; set; }

    /// <summary>
    /// The client that may do everything at the Management API, with client credentials; its default secret is public. The tenant adds it to any seed.
    /// Default <see cref="SampleTenant.Management"/>; null for none.
    /// </summary>
    public Client? ManagementClient { get; set; } = SampleTenant.Management;

    /// <summary>
    /// Serves pages under <see cref="TenantPaths.Dashboard"/> on which people of this machine see and change everything that the tenant knows. Default true.
    /// </summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>
    /// Serves the control plane under <c>/local</c>, on which programs of this machine move the clock, inject faults, read the request log, reset the tenant
    /// and sign any token, without credentials. Default false; code has the same on <see cref="Tenant"/>.
    /// </summary>
    public bool ControlPlane { get; set; }

    /// <summary>Leaves <c>alg</c> out of the JWKS, as Auth0 does for tenants that sign with several algorithms. Default false.</summary>
    public bool RemoveAlgFromJwks { get; set; }

    /// <summary>How many requests <see cref="Tenant.Requests"/> remembers in detail. Default 100; range 0 to 10,000.</summary>
    public int RequestLogCapacity { get; set; } = 100;

    /// <summary>The clock of <c>iat</c>, <c>exp</c> and everything else. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
