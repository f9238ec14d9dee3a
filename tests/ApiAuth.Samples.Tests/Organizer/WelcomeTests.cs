using ApiAuth.Middleware.Testing;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Owners;

namespace ApiAuth.Samples.Tests.Organizer;

public sealed class WelcomeTests : IDisposable
{
    readonly OrganizerDatabase _database = new();
    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_new_owner_finds_the_sample_data()
    {
        await WelcomeAsync("auth0|alice");

        await using var db = _database.For("auth0|alice");
        Assert.Equal(
            [("Follow up on deal with Contoso", new DateOnly(2015, 11, 3)), ("Meet with Fabrikam", new DateOnly(2015, 11, 20))],
            (await db.Appointments.OrderBy(a => a.Date).ToListAsync()).Select(a => (a.Title, a.Date)));
        Assert.Equal(["Jane Doe", "John Doe"], await db.Contacts.OrderBy(c => c.Name).Select(c => c.Name).ToListAsync());
        var task = await db.Tasks.SingleAsync();
        Assert.Equal(("Finish blog post", new DateOnly(2015, 12, 5), false), (task.Title, task.Due, task.Done));
        Assert.Equal(_time.GetUtcNow(), (await db.Owners.SingleAsync()).FirstSeen);
    }

    [Fact]
    public async Task Twelve_first_requests_at_once_give_the_sample_data_once()
    {
        using var gate = new ManualResetEventSlim();
        var requests = Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            gate.Wait();
            await WelcomeAsync(i % 2 == 0 ? "auth0|alice" : "auth0|bob");
        })).ToList();
        gate.Set();
        await Task.WhenAll(requests);

        foreach (var owner in new[] { "auth0|alice", "auth0|bob" })
        {
            await using var db = _database.For(owner);
            Assert.Equal((2, 2, 1), (await db.Appointments.CountAsync(), await db.Contacts.CountAsync(), await db.Tasks.CountAsync()));
        }
    }

    [Fact]
    public async Task Samples_that_were_deleted_do_not_come_back()
    {
        await WelcomeAsync("auth0|alice");
        await using var db = _database.For("auth0|alice");
        Assert.Equal(1, await db.Tasks.ExecuteDeleteAsync());

        await WelcomeAsync("auth0|alice");
        Assert.Empty(await db.Tasks.ToListAsync());
    }

    public void Dispose() => _database.Dispose();

    async Task WelcomeAsync(string owner)
    {
        await using var db = _database.For(owner);
        await new Welcome(db, new Owner(owner), _time).EnsureAsync(CancellationToken.None);
    }
}
