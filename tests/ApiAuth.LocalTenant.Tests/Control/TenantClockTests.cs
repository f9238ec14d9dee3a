using ApiAuth.LocalTenant.Tests.Management;
using ApiAuth.LocalTenant.Tests.OAuth;

namespace ApiAuth.LocalTenant.Tests.Control;

public class TenantClockTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_clock_runs_with_real_time_until_it_is_moved_and_goes_on_from_there()
    {
        var (server, real) = await StartAsync();
        await using var _ = server;
        var clock = server.Tenant.Clock;

        real.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddSeconds(1), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromHours(1));
        real.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddHours(1).AddSeconds(2), clock.GetUtcNow());
        clock.Set(Start.AddYears(-1));
        real.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddYears(-1).AddSeconds(1), clock.GetUtcNow());
        clock.Reset();
        Assert.Equal(Start.AddSeconds(3), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_frozen_clock_stands_still_while_it_is_moved_and_resumes_where_it_is()
    {
        var (server, real) = await StartAsync();
        await using var _ = server;
        var clock = server.Tenant.Clock;

        clock.Freeze();
        real.Step(TimeSpan.FromDays(1));
        Assert.Equal((Start, true), (clock.GetUtcNow(), clock.IsFrozen));
        clock.Advance(TimeSpan.FromSeconds(-5));
        Assert.Equal((Start.AddSeconds(-5), true), (clock.GetUtcNow(), clock.IsFrozen));
        clock.Resume();
        real.Step(TimeSpan.FromSeconds(1));
        Assert.Equal((Start.AddSeconds(-4), false), (clock.GetUtcNow(), clock.IsFrozen));
    }

    [Fact]
    public async Task Tokens_are_issued_at_the_time_of_the_clock()
    {
        var (server, _) = await StartAsync();
        await using var __ = server;
        server.Tenant.Clock.Set(Start.AddYears(10));

        Assert.Equal(Start.AddYears(10).ToUnixTimeSeconds(), (long)(await server.RequestTokenAsync(TokenRequest.Valid)).Claims["iat"]!);
    }

    [Fact]
    public async Task A_time_that_no_token_can_carry_is_refused_and_changes_nothing()
    {
        var (server, _) = await StartAsync();
        await using var __ = server;
        var clock = server.Tenant.Clock;

        Action[] impossible = [() => clock.Advance(TimeSpan.MaxValue), () => clock.Advance(TimeSpan.MinValue), () => clock.Set(DateTimeOffset.MaxValue), () => clock.Set(DateTimeOffset.UnixEpoch.AddTicks(-1))];
        Assert.All(impossible, move => Assert.Equal("The tenant's clock can be set to the years 1970 to 9998 only.", Assert.Throws<LocalTenantException>(move).Message));
        Assert.Equal(Start, clock.GetUtcNow());
    }

    private static async Task<(LocalTenantServer Server, SteppedClock Real)> StartAsync()
    {
        var real = new SteppedClock(Start);
        var options = TenantUnderTest.Options();
        options.TimeProvider = real;
        return (await LocalTenantServer.StartInProcessAsync(options), real);
    }
}
