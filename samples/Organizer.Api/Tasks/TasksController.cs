using ApiAuth.Middleware;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Storage;

namespace Organizer.Api.Tasks;

[ApiController, Route("api/tasks"), RequireScope("tasks")]
public sealed class TasksController(OrganizerDb db, TimeProvider time) : ControllerBase
{
    [HttpGet]
    public async Task<IReadOnlyList<TaskItem>> List(CancellationToken cancellation) =>
        await db.Tasks.AsNoTracking().OrderBy(task => task.Due == null).ThenBy(task => task.Due).ThenBy(task => task.Title)
            .Take(Limits.Items).ToListAsync(cancellation);

    [HttpGet("{id:guid}")]
    public async Task<ActionResult<TaskItem>> Find(Guid id, CancellationToken cancellation) =>
        await db.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == id, cancellation) is { } found ? found : NotFound();

    [HttpPost]
    public async Task<ActionResult<TaskItem>> Create(TaskInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.IsFullAsync<TaskItem>(cancellation))
            return this.Full();

        var task = new TaskItem { Title = input.Title };
        Apply(input, task);
        db.Add(task);
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return CreatedAtAction(nameof(Find), new { id = task.Id }, task);
    }

    [HttpPut("{id:guid}")]
    public async Task<ActionResult<TaskItem>> Update(Guid id, TaskInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.Tasks.SingleOrDefaultAsync(task => task.Id == id, cancellation) is not { } task)
            return NotFound();

        Apply(input, task);
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return task;
    }

    [HttpDelete("{id:guid}")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellation) =>
        await db.Tasks.Where(task => task.Id == id).ExecuteDeleteAsync(cancellation) == 0 ? NotFound() : NoContent();

    void Apply(TaskInput input, TaskItem task)
    {
        (task.Title, task.Due) = (input.Title, input.Due);
        task.Mark(input.Done, time.GetUtcNow());
    }
}
