using Microsoft.EntityFrameworkCore;
using Organizer.Api.Appointments;
using Organizer.Api.Contacts;
using Organizer.Api.Storage;
using Organizer.Api.Tasks;

namespace ApiAuth.Samples.Tests.Organizer;

public sealed class OwnershipTests : IDisposable
{
    readonly OrganizerDatabase _database = new();

    [Fact]
    public async Task A_query_sees_what_its_owner_added_and_nothing_else()
    {
        await AddAsync("alice", new Contact { Name = "Ann" }, new TaskItem { Title = "Call Ann" }, new Appointment { Title = "Lunch", Date = new(2026, 3, 21) });

        await using var alice = _database.For("alice");
        Assert.Equal((1, 1, 1), (await alice.Contacts.CountAsync(), await alice.Tasks.CountAsync(), await alice.Appointments.CountAsync()));
        await using var bob = _database.For("bob");
        Assert.Equal((0, 0, 0), (await bob.Contacts.CountAsync(), await bob.Tasks.CountAsync(), await bob.Appointments.CountAsync()));
    }

    [Fact]
    public async Task Owners_differ_by_every_character_and_by_case()
    {
        await AddAsync("auth0|alice", new Contact { Name = "Ann" });

        foreach (var other in new[] { "auth0|Alice", "auth0|alice ", "auth0|alic", "auth0|alice@clients", "" })
        {
            await using var db = _database.For(other);
            Assert.Equal(0, await db.Contacts.CountAsync());
        }
    }

    [Fact]
    public async Task A_bulk_delete_reaches_only_what_its_owner_owns()
    {
        await AddAsync("alice", new Contact { Name = "Ann" });
        await AddAsync("bob", new Contact { Name = "Ben" });

        await using var bob = _database.For("bob");
        Assert.Equal(1, await bob.Contacts.ExecuteDeleteAsync());
        await using var alice = _database.For("alice");
        Assert.Equal("Ann", (await alice.Contacts.SingleAsync()).Name);
    }

    [Fact]
    public async Task A_contact_that_is_deleted_leaves_the_appointments_it_was_invited_to()
    {
        var ann = new Contact { Name = "Ann" };
        var lunch = new Appointment { Title = "Lunch", Date = new(2026, 3, 21) };
        lunch.Contacts.Add(ann);
        await AddAsync("alice", lunch);
        await using var alice = _database.For("alice");
        Assert.Equal([ann.Id], (await alice.Appointments.AsNoTracking().SingleAsync()).ContactIds);

        Assert.Equal(1, await alice.Contacts.ExecuteDeleteAsync());
        Assert.Empty((await alice.Appointments.AsNoTracking().SingleAsync()).ContactIds);
    }

    [Fact]
    public async Task An_owner_is_full_at_the_limit_and_others_are_not()
    {
        await AddAsync("alice", Enumerable.Range(1, Limits.Items - 1).Select(object (i) => new TaskItem { Title = $"{i}" }).ToArray());
        await using var alice = _database.For("alice");
        Assert.False(await alice.IsFullAsync<TaskItem>(CancellationToken.None));

        await AddAsync("alice", new TaskItem { Title = "last" });
        Assert.True(await alice.IsFullAsync<TaskItem>(CancellationToken.None));
        Assert.False(await alice.IsFullAsync<Contact>(CancellationToken.None));
        await using var bob = _database.For("bob");
        Assert.False(await bob.IsFullAsync<TaskItem>(CancellationToken.None));
    }

    [Fact]
    public void A_task_keeps_the_time_when_it_was_done_first_until_it_is_open_again()
    {
        var (nine, ten) = (new DateTimeOffset(2026, 3, 21, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 21, 10, 0, 0, TimeSpan.Zero));
        var task = new TaskItem { Title = "Finish blog post" };
        Assert.Equal((false, null), (task.Done, task.CompletedAt));

        task.Mark(done: true, nine);
        task.Mark(done: true, ten);
        Assert.Equal((true, nine), (task.Done, task.CompletedAt));

        task.Mark(done: false, ten);
        Assert.Equal((false, null), (task.Done, task.CompletedAt));
    }

    public void Dispose() => _database.Dispose();

    async Task AddAsync(string owner, params object[] items)
    {
        await using var db = _database.For(owner);
        db.AddRange(items);
        await db.SaveChangesAsync();
    }
}
