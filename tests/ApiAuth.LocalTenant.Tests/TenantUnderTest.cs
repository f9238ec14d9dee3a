namespace ApiAuth.LocalTenant.Tests;

/// <summary>Tenants in process that share one pair of keys, so that a test does not wait for a key to be made.</summary>
internal static class TenantUnderTest
{
    public const string Issuer = "https://local-tenant.test/";

    private static readonly string SharedKeyFile = Path.Combine(Directory.CreateTempSubdirectory("local-tenant-tests").FullName, "keys.json");

    public static LocalTenantOptions Options(LocalTenantSeed? seed = null) => new()
    {
        AllowOutsideDevelopment = true,
        KeyFile = SharedKeyFile,
        Seed = seed ?? LocalTenantSeed.Samples,
    };

    public static Task<LocalTenantServer> StartAsync(LocalTenantSeed? seed = null) => LocalTenantServer.StartInProcessAsync(Options(seed));
}
