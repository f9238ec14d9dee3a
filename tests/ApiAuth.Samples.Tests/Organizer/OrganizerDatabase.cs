using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Owners;
using Organizer.Api.Storage;

namespace ApiAuth.Samples.Tests.Organizer;

/// <summary>An in-memory database of its own, and the view that each owner has of it.</summary>
sealed class OrganizerDatabase : IDisposable
{
    readonly SqliteConnection _keptOpen = new($"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared");

    public OrganizerDatabase()
    {
        _keptOpen.Open();
        using var db = For("");
        db.Database.EnsureCreated();
    }

    public OrganizerDb For(string owner) =>
        new(new DbContextOptionsBuilder<OrganizerDb>().UseSqlite(_keptOpen.ConnectionString).Options, new Owner(owner));

    public void Dispose() => _keptOpen.Dispose();
}
