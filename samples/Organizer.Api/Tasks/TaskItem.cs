namespace Organizer.Api.Tasks;

public sealed class TaskItem
{
    public Guid Id { get; init; }

    public required string Title { get; set; }

    public DateOnly? Due { get; set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public bool Done => CompletedAt is not null;

    /// <summary>A task that is done keeps the time when it was done first.</summary>
    public void Mark(bool done, DateTimeOffset now) => CompletedAt = done ? CompletedAt ?? now : null;
}
