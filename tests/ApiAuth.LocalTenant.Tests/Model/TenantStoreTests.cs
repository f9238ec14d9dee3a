namespace ApiAuth.LocalTenant.Tests.Model;

public class TenantStoreTests
{
    [Fact]
    public async Task A_change_that_contradicts_the_rest_changes_nothing()
    {
        await using var server = await TenantUnderTest.StartAsync();
        var store = server.Tenant.Store;
        var before = store.Current;

        Assert.Throws<LocalTenantException>(() => store.Update(seed => seed with { Clients = [] }));

        Assert.Same(before, store.Current);
    }

    [Fact]
    public async Task Changes_from_many_threads_are_all_kept()
    {
        await using var server = await TenantUnderTest.StartAsync(LocalTenantSeed.Empty);
        var store = server.Tenant.Store;

        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            store.Update(seed => seed with { Users = [.. seed.Users, new() { Email = $"{i}@example.com" }] });
            return ValueTask.CompletedTask;
        });

        Assert.Equal(200, store.Current.Users.Count);
    }
}
