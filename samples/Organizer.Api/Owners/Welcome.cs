using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Storage;

namespace Organizer.Api.Owners;

/// <summary>Gives a new owner the sample data, once, however many first requests arrive together. Deleted samples stay deleted.</summary>
public sealed class Welcome(OrganizerDb db, Owner owner, TimeProvider time) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        await EnsureAsync(context.HttpContext.RequestAborted);
        await next();
    }

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (!await IsKnownAsync(cancellation))
            await GiveSamplesAsync(cancellation);
    }

    async Task GiveSamplesAsync(CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);

        // Several first requests of one owner queue here; all but the first one find the owner known.
        if (await IsKnownAsync(cancellation))
            return;

        db.Add(new KnownOwner { Id = owner.Id, FirstSeen = time.GetUtcNow() });
        db.AddRange(SampleData.Create());
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    Task<bool> IsKnownAsync(CancellationToken cancellation) => db.Owners.AnyAsync(known => known.Id == owner.Id, cancellation);
}
