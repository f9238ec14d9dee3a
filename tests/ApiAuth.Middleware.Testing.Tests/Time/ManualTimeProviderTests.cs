namespace ApiAuth.Middleware.Testing.Tests.Time;

public class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider time = new();

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        Assert.Equal(Start, time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(Start.AddMinutes(90), time.GetUtcNow());
        time.Advance(TimeSpan.Zero);
        Assert.Equal(Start.AddMinutes(90), time.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => time.Advance(-Second));
    }

    [Fact]
    public void It_starts_where_it_is_told_to_and_speaks_UTC()
    {
        var later = new ManualTimeProvider(new DateTimeOffset(2030, 6, 1, 2, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(new DateTimeOffset(2030, 6, 1, 0, 0, 0, TimeSpan.Zero), later.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, later.GetUtcNow().Offset);
        Assert.Equal(later.GetUtcNow(), later.GetLocalNow());
    }

    [Fact]
    public void Elapsed_time_agrees_with_the_clock()
    {
        var before = time.GetTimestamp();
        time.Advance(TimeSpan.FromMilliseconds(1234.5678));

        Assert.Equal(TimeSpan.FromMilliseconds(1234.5678), time.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due_and_see_that_moment()
    {
        var fired = new List<(string Name, DateTimeOffset At)>();
        ITimer Start(string name, int seconds) =>
            time.CreateTimer(_ => fired.Add((name, time.GetUtcNow())), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        using var c = Start("c", 3);
        using var a = Start("a", 1);
        using var b1 = Start("b1", 2);
        using var b2 = Start("b2", 2);

        time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal([("a", At(1)), ("b1", At(2)), ("b2", At(2))], fired);
        Assert.Equal(At(2.5), time.GetUtcNow());

        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(("c", At(3)), fired[^1]);
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public void A_timer_that_a_callback_starts_fires_in_the_same_advance_if_it_is_due()
    {
        var fired = new List<DateTimeOffset>();
        ITimer? second = null;
        using var first = time.CreateTimer(_ => second = Once(() => fired.Add(time.GetUtcNow()), Second), null, Second, Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([At(2)], fired);
        second!.Dispose();
    }

    [Fact]
    public void A_periodic_timer_fires_once_per_period_until_it_is_disposed()
    {
        var fired = new List<DateTimeOffset>();
        var timer = time.CreateTimer(_ => fired.Add(time.GetUtcNow()), null, Second, TimeSpan.FromSeconds(2));

        time.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([At(1), At(3), At(5)], fired);
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public void A_callback_may_stop_its_own_timer()
    {
        var count = 0;
        ITimer? timer = null;
        timer = time.CreateTimer(_ =>
        {
            if (++count == 2)
                timer!.Dispose();
        }, null, Second, Second);

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, count);
    }

    [Fact]
    public void A_changed_timer_forgets_its_old_moment()
    {
        var fired = new List<DateTimeOffset>();
        using var timer = Once(() => fired.Add(time.GetUtcNow()), Second);

        Assert.True(timer.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(fired);
        time.Advance(Second);
        Assert.Equal([At(3)], fired);

        Assert.True(timer.Change(Second, Timeout.InfiniteTimeSpan));
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Single(fired);
    }

    [Fact]
    public async Task A_disposed_timer_neither_fires_nor_changes()
    {
        var fired = 0;
        var timer = Once(() => fired++, Second);
        await timer.DisposeAsync();

        Assert.False(timer.Change(Second, Second));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fired);
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public async Task A_timer_without_a_delay_fires_without_an_advance()
    {
        var fired = new TaskCompletionSource();
        using var timer = Once(fired.SetResult, TimeSpan.Zero);

        await fired.Task;
        Assert.Equal(Start, time.GetUtcNow());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(4_294_967_295)]
    public void A_timer_takes_the_durations_that_the_systems_take(double milliseconds)
    {
        var wrong = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Throws<ArgumentOutOfRangeException>(() => Once(() => { }, wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => time.CreateTimer(_ => { }, null, Second, wrong));
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public void An_exception_of_a_callback_leaves_the_advance()
    {
        using var timer = Once(() => throw new InvalidOperationException("callback"), Second);

        Assert.Equal("callback", Assert.Throws<InvalidOperationException>(() => time.Advance(Second)).Message);
        Assert.Equal(At(1), time.GetUtcNow());
    }

    [Fact]
    public void A_callback_runs_in_the_context_of_whoever_created_the_timer()
    {
        var ambient = new AsyncLocal<string?> { Value = "creator" };
        string? seen = null;
        using var timer = Once(() => seen = ambient.Value, Second);
        ambient.Value = "advancer";

        time.Advance(Second);

        Assert.Equal("creator", seen);
    }

    [Fact]
    public void Advances_of_many_threads_add_up_and_each_timer_fires_once()
    {
        var fired = 0;
        var timers = Enumerable.Range(1, 1000).Select(n => Once(() => Interlocked.Increment(ref fired), TimeSpan.FromMilliseconds(n))).ToArray();

        Parallel.For(0, 1000, _ => time.Advance(TimeSpan.FromMilliseconds(1)));

        Assert.Equal(1000, fired);
        Assert.Equal(At(1), time.GetUtcNow());
        Assert.Equal(0, time.Timers);
        Array.ForEach(timers, timer => timer.Dispose());
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private ITimer Once(Action callback, TimeSpan dueTime) => time.CreateTimer(_ => callback(), null, dueTime, Timeout.InfiniteTimeSpan);
}
