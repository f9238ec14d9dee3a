using Microsoft.EntityFrameworkCore;

namespace Organizer.Api.Storage;

public static class StorageExtensions
{
    /// <summary>
    /// SQLite at <c>ConnectionStrings:Organizer</c>; by default the file <c>organizer.db</c> in the application's folder.
    /// <c>Data Source=organizer;Mode=Memory;Cache=Shared</c> keeps everything in memory.
    /// </summary>
    public static IServiceCollection AddOrganizerStorage(this IServiceCollection services) => services
        .AddDbContext<OrganizerDb>(
            (provider, options) => options.UseSqlite(ConnectionString(provider)),
            contextLifetime: ServiceLifetime.Scoped,
            optionsLifetime: ServiceLifetime.Singleton)
        .AddHostedService<DatabaseAtStart>();

    static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>().GetConnectionString("Organizer")
        ?? $"Data Source={Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, "organizer.db")}";
}
