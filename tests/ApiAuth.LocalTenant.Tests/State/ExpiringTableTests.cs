using ApiAuth.LocalTenant.State;

namespace ApiAuth.LocalTenant.Tests.State;

public class ExpiringTableTests
{
    private readonly SteppingClock clock = new();

    [Fact]
    public void A_value_is_found_by_its_secret_until_it_expires()
    {
        var table = new ExpiringTable<string>(clock, capacity: 10);
        table.Add("secret", "value", TimeSpan.FromMinutes(1));

        Assert.Equal(("value", null), (table.Find("secret"), table.Find("Secret")));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("value", table.Find("secret"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((null, null, null), (table.Find("secret"), table.Take("secret"), table.Exchange("secret", value => value)));
    }

    [Fact]
    public void A_value_is_taken_once()
    {
        var table = new ExpiringTable<string>(clock, capacity: 10);
        table.Add("secret", "value", TimeSpan.FromMinutes(1));

        Assert.Equal(("value", null), (table.Take("secret"), table.Take("secret")));
    }

    [Fact]
    public void An_exchange_gives_back_what_was_there()
    {
        var table = new ExpiringTable<string>(clock, capacity: 10);
        table.Add("secret", "first", lifetime: null);

        Assert.Equal(("first", "second"), (table.Exchange("secret", _ => "second"), table.Find("secret")));
    }

    [Fact]
    public void What_expired_is_dropped()
    {
        var table = new ExpiringTable<string>(clock, capacity: 10_000);
        for (var minute = 0; minute < 1000; minute++)
        {
            table.Add($"secret {minute}", "value", TimeSpan.FromMinutes(10));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(table.Count, 10, 12);
    }

    [Fact]
    public void Where_the_table_is_full_the_oldest_goes()
    {
        var table = new ExpiringTable<string>(clock, capacity: 3);
        foreach (var secret in (string[])["a", "b", "c", "d"])
            table.Add(secret, secret, lifetime: null);

        Assert.Equal((3, null, "b", "d"), (table.Count, table.Find("a"), table.Find("b"), table.Find("d")));
    }

    [Fact]
    public void What_fits_a_condition_is_removed()
    {
        var table = new ExpiringTable<string>(clock, capacity: 3);
        table.Add("a", "one", lifetime: null);
        table.Add("b", "two", lifetime: null);

        table.RemoveWhere(value => value == "one");

        Assert.Equal((null, "two"), (table.Find("a"), table.Find("b")));
        table.Clear();
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public async Task Of_many_that_take_at_once_one_gets_the_value()
    {
        var table = new ExpiringTable<string>(clock, capacity: 3);
        table.Add("a", "one", lifetime: null);

        var taken = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => table.Take("a"))));

        Assert.Single(taken, value => value is not null);
    }
}
