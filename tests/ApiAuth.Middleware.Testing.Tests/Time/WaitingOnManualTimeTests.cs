namespace ApiAuth.Middleware.Testing.Tests.Time;

/// <summary>What the platform builds on a <see cref="TimeProvider"/> follows the manual one.</summary>
public class WaitingOnManualTimeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var delay = Task.Delay(Minute, time);

        time.Advance(Minute - Tick);
        Assert.False(delay.IsCompleted);
        time.Advance(Tick);
        await delay;
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public async Task A_cancelled_delay_leaves_no_timer_behind()
    {
        using var cancel = new CancellationTokenSource();
        var delay = Task.Delay(Minute, time, cancel.Token);
        Assert.Equal(1, time.Timers);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => delay);
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public void A_token_source_cancels_after_its_delay()
    {
        using var source = new CancellationTokenSource(Minute, time);
        time.Advance(Minute - Tick);
        Assert.False(source.IsCancellationRequested);

        source.CancelAfter(Minute);
        time.Advance(Minute - Tick);
        Assert.False(source.IsCancellationRequested);
        time.Advance(Tick);
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task Waiting_for_a_task_times_out()
    {
        var never = new TaskCompletionSource();
        var wait = never.Task.WaitAsync(Minute, time);
        time.Advance(Minute);

        await Assert.ThrowsAsync<TimeoutException>(() => wait);
    }

    [Fact]
    public async Task Waiting_for_a_task_that_ends_in_time_leaves_no_timer_behind()
    {
        var task = new TaskCompletionSource();
        var wait = task.Task.WaitAsync(Minute, time);
        task.SetResult();

        await wait;
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public async Task A_periodic_timer_ticks()
    {
        using var timer = new PeriodicTimer(Minute, time);
        for (var n = 0; n < 3; n++)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            Assert.False(tick.IsCompleted);
            time.Advance(Minute);
            Assert.True(await tick);
        }
    }

    [Fact]
    public async Task A_loop_of_delays_runs_through_a_long_advance()
    {
        var wakes = new List<DateTimeOffset>();
        var start = time.GetUtcNow();
        async Task LoopAsync()
        {
            for (var n = 0; n < 3; n++)
            {
                await Task.Delay(Minute, time).ConfigureAwait(false);
                wakes.Add(time.GetUtcNow());
            }
        }

        var loop = LoopAsync();
        AdvanceIn(new ForeignContext(), TimeSpan.FromHours(1));
        await loop;

        Assert.Equal([start + Minute, start + (2 * Minute), start + (3 * Minute)], wakes);
    }

    [Fact]
    public async Task A_test_learns_when_others_have_begun_to_wait()
    {
        var two = time.WhenTimersAsync(2);
        var first = Task.Delay(Minute, time);
        Assert.False(two.IsCompleted);
        var second = Task.Delay(Minute, time);
        await two;

        time.Advance(Minute);
        await Task.WhenAll(first, second);
        Assert.False(time.WhenTimersAsync().IsCompleted);
    }

    private void AdvanceIn(SynchronizationContext context, TimeSpan duration)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        time.Advance(duration);
        Assert.Same(context, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(before);
    }

    /// <summary>Any context but the default one, which the platform treats as none.</summary>
    private sealed class ForeignContext : SynchronizationContext;
}
