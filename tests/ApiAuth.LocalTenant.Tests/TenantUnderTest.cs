namespace ApiAuth.LocalTenant.Tests;

/// <summary>Tenants in process that share one pair of keys, so that a test does not wait for a key to be made.</summary>
internal static class TenantUnderTest
{
    public const string Issuer = "https://local-tenant.test/";

    public static string SharedKeyFile { get; } = Path.Combine(TemporaryFolder(), "keys.json");

    public static LocalTenantOptions Options(LocalTenantSeed? seed = null) => new()
    {
        AllowOutsideDevelopment = true,
        KeyFile = SharedKeyFile,
        Seed = seed ?? LocalTenantSeed.Samples,
    };

    public static Task<LocalTenantServer> StartAsync(LocalTenantSeed? seed = null) => LocalTenantServer.StartInProcessAsync(Options(seed));

    public static Task<LocalTenantServer> StartAsync(TimeProvider clock, LocalTenantSeed? seed = null)
    {
        var options = Options(seed);
        options.TimeProvider = clock;
        return LocalTenantServer.StartInProcessAsync(options);
    }

    /// <summary>For tests that rotate: the keys in the shared file stay as they are.</summary>
    public static Task<LocalTenantServer> StartWithOwnKeysAsync() => LocalTenantServer.StartInProcessAsync(new() { AllowOutsideDevelopment = true });

    public static string TemporaryFolder() => Directory.CreateTempSubdirectory("local-tenant-tests").FullName;

    public static LocalTenantSeed WithWorldMappers(Func<ResourceServer, ResourceServer> change) => LocalTenantSeed.Samples with
    {
        ResourceServers = [SampleTenant.OrganizerApi, change(SampleTenant.WorldMappersApi)],
    };

    public static LocalTenantSeed WithOrganizer(Func<ResourceServer, ResourceServer> change) => LocalTenantSeed.Samples with
    {
        ResourceServers = [change(SampleTenant.OrganizerApi), SampleTenant.WorldMappersApi],
    };
}

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    public void Advance(TimeSpan span) => now += span;

    public override DateTimeOffset GetUtcNow() => now;
}
