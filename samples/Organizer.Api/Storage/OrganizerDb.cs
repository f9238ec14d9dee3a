using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Organizer.Api.Appointments;
using Organizer.Api.Contacts;
using Organizer.Api.Owners;
using Organizer.Api.Tasks;

namespace Organizer.Api.Storage;

/// <summary>
/// The owner's view of the database. Every query sees only what the owner owns, and what is added belongs to the owner:
/// no controller can forget a condition, because there is none to write.
/// </summary>
public sealed class OrganizerDb(DbContextOptions<OrganizerDb> options, Owner owner) : DbContext(options)
{
    const string OwnerColumn = "OwnerId";

    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<TaskItem> Tasks => Set<TaskItem>();

    public DbSet<KnownOwner> Owners => Set<KnownOwner>();

    string OwnerId => owner.Id;

    /// <summary>SQLite has one writer at a time: what is read after this still holds when it is written.</summary>
    public Task<IDbContextTransaction> BeginWriteAsync(CancellationToken cancellation) => Database.BeginTransactionAsync(cancellation);

    /// <summary>Whether the owner already stores as many as <see cref="Limits.Items"/> allows.</summary>
    public async Task<bool> IsFullAsync<T>(CancellationToken cancellation) where T : class =>
        await Set<T>().CountAsync(cancellation) >= Limits.Items;

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var added in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added && IsOwned(entry.Metadata)))
            added.Property(OwnerColumn).CurrentValue = OwnerId;
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<KnownOwner>().ToTable("Owners");
        Own<Appointment>(modelBuilder);
        Own<Contact>(modelBuilder);
        Own<TaskItem>(modelBuilder);
        modelBuilder.Entity<Appointment>().HasMany(appointment => appointment.Contacts).WithMany().UsingEntity("Invitations");
        modelBuilder.Entity<Appointment>().Navigation(appointment => appointment.Contacts).AutoInclude();
    }

    // The owner is a column and not a property, so that no client can read or write it.
    void Own<T>(ModelBuilder model) where T : class
    {
        var entity = model.Entity<T>();
        entity.Property<string>(OwnerColumn).IsRequired();
        entity.HasIndex(OwnerColumn);
        entity.HasQueryFilter(item => EF.Property<string>(item, OwnerColumn) == OwnerId);
    }

    static bool IsOwned(Microsoft.EntityFrameworkCore.Metadata.IEntityType type) => type.FindProperty(OwnerColumn) is not null;
}
