using System.ComponentModel.DataAnnotations;
using Organizer.Api.Storage;

namespace Organizer.Api.Tasks;

/// <summary>What a client writes: the whole task, without its id.</summary>
public sealed record TaskInput
{
    [Required, StringLength(Limits.Title)]
    public string Title { get; init; } = "";

    public DateOnly? Due { get; init; }

    public bool Done { get; init; }
}
