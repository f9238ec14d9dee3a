using System.Net;
using ApiAuth.LocalTenant;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.EndToEnd.Tests.Keys;

/// <summary>Rotation and outage over a real socket: the local tenant rotates, stops, and starts again on its port.</summary>
public sealed class LocalTenantOutageTests : IAsyncDisposable
{
    private const string Audience = "urn:organizer-api";
    private static readonly (HttpStatusCode, bool) Accepted = (HttpStatusCode.OK, false);
    private static readonly (HttpStatusCode, bool) Unavailable = (HttpStatusCode.ServiceUnavailable, true);

    private readonly ManualTimeProvider time = new();
    private LocalTenantServer? server;

    [Fact]
    public async Task A_key_that_was_never_seen_is_fetched_once_for_fifty_parallel_requests()
    {
        var tenant = await StartTenantAsync();
        await using var api = await SocketApi.StartAsync(tenant.Issuer, Audience, time);
        Assert.Equal(Accepted, await api.GetAsync(Token(tenant)));

        RotateBeyondTheNextKey(tenant);
        Assert.All(await api.GetAllAsync(50, Token(tenant)), answer => Assert.Equal(Accepted, answer));

        Assert.Equal(2, tenant.Requests.Count(TenantPaths.Jwks));
    }

    [Fact]
    public async Task While_the_tenant_is_stopped_known_keys_serve_the_published_next_one_included_and_a_new_one_is_put_off_until_it_is_back()
    {
        var tenant = await StartTenantAsync();
        await using var api = await SocketApi.StartAsync(tenant.Issuer, Audience, time);
        var current = Token(tenant);
        Assert.Equal(Accepted, await api.GetAsync(current));

        await server!.StopAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromHours(1));
        tenant.RotateKey();
        var next = Token(tenant);
        tenant.RotateKey();
        var unseen = Token(tenant);
        var refresh = await Assert.ThrowsAsync<InvalidOperationException>(() => api.Keys.RefreshAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("cannot be reached: Connection refused", refresh.Message, StringComparison.Ordinal);
        Assert.All(await api.GetAllAsync(50, current), answer => Assert.Equal(Accepted, answer));
        Assert.All(await api.GetAllAsync(50, next), answer => Assert.Equal(Accepted, answer));
        Assert.All(await api.GetAllAsync(50, unseen), answer => Assert.Equal(Unavailable, answer));
        Assert.Equal(IssuerKeyStatus.Stale, Assert.Single(api.Keys.Issuers).Status);

        await server.RestartAsync(TestContext.Current.CancellationToken);
        api.AdvanceToFetch();

        Assert.All(await api.GetAllAsync(50, unseen), answer => Assert.Equal(Accepted, answer));
        Assert.Equal(IssuerKeyStatus.Fresh, Assert.Single(api.Keys.Issuers).Status);
    }

    [Fact]
    public async Task An_API_that_starts_before_its_tenant_answers_503_and_recovers_by_itself()
    {
        var tenant = await StartTenantAsync();
        var token = Token(tenant);
        await server!.StopAsync(TestContext.Current.CancellationToken);
        await using var api = await SocketApi.StartAsync(tenant.Issuer, Audience, time);

        Assert.All(await api.GetAllAsync(20, token), answer => Assert.Equal(Unavailable, answer));

        await server.RestartAsync(TestContext.Current.CancellationToken);
        api.AdvanceToFetch();
        Assert.All(await api.GetAllAsync(20, token), answer => Assert.Equal(Accepted, answer));
    }

    [Fact]
    public async Task A_key_that_the_tenant_revokes_is_refused_at_once_after_RefreshAsync()
    {
        var tenant = await StartTenantAsync();
        await using var api = await SocketApi.StartAsync(tenant.Issuer, Audience, time);
        var old = Token(tenant);
        tenant.RotateKey();
        Assert.Equal(Accepted, await api.GetAsync(old));

        tenant.RevokeKey(tenant.Keys.Previous!);
        await api.Keys.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Unauthorized, false), await api.GetAsync(old));
        Assert.Equal(Accepted, await api.GetAsync(Token(tenant)));
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private static string Token(Tenant tenant) => tenant.IssueAccessToken(new()
    {
        UserId = "auth0|a11ce0000000000000000001",
        ClientId = "CalendarApp000000000000000000001",
        Audience = Audience,
    });

    // The next key is published before it signs, so that the rotation to it needs no fetch; the one after it was not.
    private static void RotateBeyondTheNextKey(Tenant tenant)
    {
        tenant.RotateKey();
        tenant.RotateKey();
    }

    private async Task<Tenant> StartTenantAsync()
    {
        server = await LocalTenantServer.StartAsync(new() { AllowOutsideDevelopment = true, TimeProvider = time }, cancellationToken: TestContext.Current.CancellationToken);
        return server.Tenant;
    }
}
