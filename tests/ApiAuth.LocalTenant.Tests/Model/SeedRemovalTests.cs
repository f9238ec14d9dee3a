using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant.Tests.Model;

public class SeedRemovalTests
{
    private static readonly LocalTenantSeed Seed = LocalTenantSeed.Samples with
    {
        Users = [SampleTenant.Alice with { Permissions = [new("urn:organizer-api", "tasks"), new("urn:worldmappers", "directions")] }, SampleTenant.Bob],
        UserGrants = [new() { UserId = SampleTenant.Alice.UserId, ClientId = SampleTenant.CalendarApp.ClientId, Audience = "urn:organizer-api" }],
        Settings = new() { DefaultAudience = "urn:organizer-api" },
    };

    [Fact]
    public async Task Without_an_API_nothing_names_it()
    {
        var left = await KeptAsync(seed => seed.WithoutResourceServer("urn:organizer-api"));

        Assert.Equal(["urn:worldmappers"], left.ResourceServers.Select(api => api.Identifier));
        Assert.Equal(["directions"], left.Users[0].Permissions.Select(permission => permission.Value));
        Assert.Equal((2, 0, null), (left.ClientGrants.Count, left.UserGrants.Count, left.Settings.DefaultAudience));
    }

    [Fact]
    public async Task Without_a_client_nothing_names_it()
    {
        var left = await KeptAsync(seed => seed.WithoutClient(SampleTenant.CalendarApp.ClientId));

        Assert.Equal((4, 4, 0), (left.Clients.Count, left.ClientGrants.Count, left.UserGrants.Count));
        Assert.Equal("urn:organizer-api", left.Settings.DefaultAudience);
    }

    [Fact]
    public async Task Without_a_user_nothing_names_the_user()
    {
        var left = await KeptAsync(seed => seed.WithoutUser(SampleTenant.Alice.UserId));

        Assert.Equal([SampleTenant.Bob], left.Users);
        Assert.Empty(left.UserGrants);
    }

    /// <summary>What is left, taken over by a store, which refuses what contradicts itself.</summary>
    private static async Task<LocalTenantSeed> KeptAsync(Func<LocalTenantSeed, LocalTenantSeed> remove)
    {
        await using var server = await TenantUnderTest.StartAsync(Seed);
        server.Tenant.Store.Update(remove);
        return server.Tenant.Store.Current;
    }
}
