using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Owners;

namespace Organizer.Api.Storage;

/// <summary>Creates the database before the first request, and keeps one connection open: an in-memory database lives as long as its last connection.</summary>
public sealed class DatabaseAtStart(DbContextOptions<OrganizerDb> options) : IHostedService, IAsyncDisposable
{
    readonly OrganizerDb _db = new(options, Owner.Nobody);

    DbConnection Connection => _db.Database.GetDbConnection();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Connection.OpenAsync(cancellationToken);
        await _db.Database.EnsureCreatedAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _db.DisposeAsync();
}
