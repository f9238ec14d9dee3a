using System.Text.Json;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Control;

public class TenantFaultTests
{
    [Fact]
    public async Task A_fault_answers_as_many_requests_as_it_counts_at_its_path_only()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        var fault = server.Tenant.Faults.Add(new() { Path = TenantPaths.Jwks, Count = 2, Status = 503, Body = "{\"down\":true}", RetryAfter = TimeSpan.FromSeconds(7) });

        for (var hit = 0; hit < 2; hit++)
        {
            Assert.Equal(200, (int)(await client.GetAsync(TenantPaths.OpenIdConfiguration)).StatusCode);
            var answer = await client.GetAsync(TenantPaths.Jwks);
            Assert.Equal((503, "{\"down\":true}", "application/json", "7"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString(), answer.Headers.RetryAfter?.ToString()));
        }

        Assert.Equal(200, (int)(await client.GetAsync(TenantPaths.Jwks)).StatusCode);
        Assert.Equal((2, 3), (fault.Hits, server.Tenant.Requests.Count(TenantPaths.Jwks)));
    }

    [Fact]
    public async Task Without_a_path_and_a_count_every_request_is_hit_until_the_fault_is_released()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();

        using (server.Tenant.Faults.Add(new() { Status = 500 }))
        {
            foreach (var path in new[] { TenantPaths.Jwks, TenantPaths.OpenIdConfiguration, TenantPaths.TenantSettings })
                Assert.Equal((500, ""), ((int)(await client.GetAsync(path)).StatusCode, await (await client.GetAsync(path)).Content.ReadAsStringAsync()));
        }

        Assert.Empty(server.Tenant.Faults.Active);
        Assert.Equal(200, (int)(await client.GetAsync(TenantPaths.Jwks)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_truncated_JWKS_is_the_first_half_as_if_it_were_all(bool inProcess)
    {
        await using var server = await (inProcess ? TenantUnderTest.StartAsync() : LocalTenantServer.StartAsync(TenantUnderTest.Options()));
        using var client = server.CreateClient();
        var whole = await client.GetByteArrayAsync(TenantPaths.Jwks);

        server.Tenant.Faults.Add(new() { Path = TenantPaths.Jwks, IsTruncated = true });
        var answer = await client.GetAsync(TenantPaths.Jwks);
        var half = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(whole[..(whole.Length / 2)], half);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(half));
    }

    [Fact]
    public async Task A_hanging_request_gets_the_true_answer_when_the_fault_is_released()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        var fault = server.Tenant.Faults.Add(new() { Path = TenantPaths.Jwks, Hangs = true });

        var hanging = client.GetAsync(TenantPaths.Jwks);
        await Until(() => fault.Hits == 1);
        Assert.False(hanging.IsCompleted);
        fault.Release();

        Assert.Equal(200, (int)(await hanging).StatusCode);
    }

    [Fact]
    public async Task A_delay_passes_on_the_time_provider_of_the_tenant()
    {
        var time = new ManualTimers();
        var options = TenantUnderTest.Options();
        options.TimeProvider = time;
        await using var server = await LocalTenantServer.StartInProcessAsync(options);
        using var client = server.CreateClient();
        server.Tenant.Faults.Add(new() { Path = TenantPaths.Jwks, Delay = TimeSpan.FromMinutes(5) });

        var delayed = client.GetAsync(TenantPaths.Jwks);
        var due = await time.Started;
        Assert.Equal((TimeSpan.FromMinutes(5), false), (due, delayed.IsCompleted));
        time.Fire();

        Assert.Equal(200, (int)(await delayed).StatusCode);
    }

    [Fact]
    public async Task The_oldest_fault_that_has_requests_left_hits()
    {
        await using var server = await TenantUnderTest.StartAsync();
        using var client = server.CreateClient();
        server.Tenant.Faults.Add(new() { Count = 1, Status = 500 });
        server.Tenant.Faults.Add(new() { Count = 1, Status = 429 });

        var statuses = new List<int>();
        for (var request = 0; request < 3; request++)
            statuses.Add((int)(await client.GetAsync(TenantPaths.Jwks)).StatusCode);

        Assert.Equal([500, 429, 200], statuses);
    }

    [Fact]
    public async Task A_fault_that_contradicts_itself_is_refused()
    {
        await using var server = await TenantUnderTest.StartAsync();
        (TenantFault Fault, string Problem)[] contradictions =
        [
            (new() { Count = 0 }, "A fault cannot hit 0 requests. Write a number from 1, or leave it out for every request."),
            (new() { Status = 199 }, "A fault cannot answer 199. Write a status from 200 to 599."),
            (new() { Delay = TimeSpan.FromHours(2) }, "A fault can hold an answer back for up to an hour."),
            (new() { Delay = TimeSpan.FromSeconds(-1) }, "A fault can hold an answer back for up to an hour."),
            (new() { Status = 200, IsTruncated = true }, "A fault either cuts the true answer off or has a status or body of its own."),
            (new() { RetryAfter = TimeSpan.FromSeconds(-1) }, "Retry-After cannot be negative."),
        ];

        Assert.All(contradictions, row => Assert.Equal(row.Problem, Assert.Throws<LocalTenantException>(() => server.Tenant.Faults.Add(row.Fault)).Message));
        Assert.Empty(server.Tenant.Faults.Active);
    }

    [Fact]
    public async Task After_a_reset_the_tenant_is_what_it_was_at_its_start()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var before = (server.Tenant.Store.Current, server.Tenant.Keys);
        server.Tenant.Store.Update(seed => seed with { ResourceServers = [.. seed.ResourceServers, new() { Identifier = "urn:more" }] });
        server.Tenant.Clock.Set(DateTimeOffset.UnixEpoch);
        server.Tenant.Faults.Add(new() { Path = TenantPaths.Jwks, Status = 500 });
        await server.RequestTokenAsync(TokenRequest.Valid with { Audience = "urn:more" });

        server.Tenant.Reset();

        Assert.Same(before.Current, server.Tenant.Store.Current);
        Assert.Equal(before.Keys, server.Tenant.Keys);
        Assert.Equal((0, 0, 0), (server.Tenant.Faults.Active.Count, server.Tenant.Requests.Recent.Count, server.Tenant.Requests.Counts.Count));
        Assert.True(server.Tenant.Clock.GetUtcNow().Year > 2000);
        server.Tenant.Reset(keys: true);
        Assert.NotEqual(before.Keys, server.Tenant.Keys);
    }

    [Fact]
    public async Task A_token_of_the_previous_key_is_good_until_the_key_is_revoked()
    {
        await using var server = await TenantUnderTest.StartWithOwnKeysAsync();
        var token = (await server.RequestTokenAsync(TokenRequest.Valid)).AccessToken;
        Assert.Equal("There is no previous key. Rotate first.", Assert.Throws<LocalTenantException>(() => server.Tenant.Forge.Alter(token, ForgedSignature.PreviousKey)).Message);

        server.Tenant.RotateKey();
        var old = server.Tenant.Forge.Alter(token, ForgedSignature.PreviousKey);

        Assert.Null(await Verification.FailureAsync(server, old, "urn:worldmappers"));
        server.Tenant.RevokeKey(server.Tenant.Keys.Previous!);
        Assert.NotNull(await Verification.FailureAsync(server, old, "urn:worldmappers"));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    /// <summary>Timers that a test fires.</summary>
    private sealed class ManualTimers : TimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action fire = () => { };

        public Task<TimeSpan> Started => started.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            started.TrySetResult(dueTime);
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Fire() => fire();
    }
}
