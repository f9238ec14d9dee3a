using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Requests;

public class RequestLogTests
{
    [Fact]
    public async Task Requests_are_counted_by_path()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        await client.GetAsync(TenantPaths.Jwks);
        await client.GetAsync(TenantPaths.Jwks + "?again");
        await client.GetAsync(TenantPaths.OpenIdConfiguration);
        await client.GetAsync("/elsewhere");

        var requests = server.Tenant.Requests;
        Assert.Equal((2, 1, 0), (requests.Count(TenantPaths.Jwks), requests.Count(TenantPaths.OpenIdConfiguration), requests.Count(TenantPaths.Token)));
        Assert.Equal(0, requests.Count("/elsewhere"));
    }

    [Fact]
    public async Task Each_request_is_remembered_with_its_outcome()
    {
        var options = TenantUnderTest.Options();
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        options.TimeProvider = new StoppedClock(now);
        await using var server = await LocalTenantServer.StartInProcessAsync(options);

        await server.RequestTokenAsync(TokenRequest.Valid);
        await server.RequestTokenAsync(TokenRequest.Valid with { Scope = "fly" });
        await server.RequestTokenAsync(TokenRequest.Valid with { ClientSecret = "wrong" });

        var client = SampleTenant.GiftDeliveries.ClientId;
        Assert.Equal(
            [
                new(now, "POST", TenantPaths.Token, 200, TimeSpan.Zero, client, null),
                new(now, "POST", TenantPaths.Token, 403, TimeSpan.Zero, client, "access_denied"),
                new(now, "POST", TenantPaths.Token, 401, TimeSpan.Zero, null, "access_denied"),
            ],
            server.Tenant.Requests.Recent.Select(entry => entry with { Duration = TimeSpan.Zero }));
    }

    [Fact]
    public async Task Only_the_last_requests_are_remembered_but_all_are_counted()
    {
        var options = TenantUnderTest.Options();
        options.RequestLogCapacity = 2;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        using var client = server.CreateClient();

        await client.GetAsync(TenantPaths.OpenIdConfiguration);
        await client.GetAsync(TenantPaths.AuthorizationServer);
        await client.GetAsync(TenantPaths.Jwks);

        Assert.Equal([TenantPaths.AuthorizationServer, TenantPaths.Jwks], server.Tenant.Requests.Recent.Select(entry => entry.Path));
        Assert.Equal(1, server.Tenant.Requests.Count(TenantPaths.OpenIdConfiguration));
    }

    [Fact]
    public async Task Clear_starts_over()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        await client.GetAsync(TenantPaths.Jwks);

        server.Tenant.Requests.Clear();

        Assert.Empty(server.Tenant.Requests.Recent);
        Assert.Equal(0, server.Tenant.Requests.Count(TenantPaths.Jwks));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(10_001, 10_000)]
    public async Task A_capacity_out_of_range_is_refused(int capacity, int nearest)
    {
        var options = TenantUnderTest.Options();
        options.RequestLogCapacity = nearest;
        await (await LocalTenantServer.StartInProcessAsync(options)).DisposeAsync();

        options.RequestLogCapacity = capacity;

        var refusal = await Assert.ThrowsAsync<LocalTenantException>(() => LocalTenantServer.StartInProcessAsync(options));

        Assert.Equal($"LocalTenantOptions.RequestLogCapacity is {capacity}; write a number from 0 to 10000.", refusal.Message);
    }
}
