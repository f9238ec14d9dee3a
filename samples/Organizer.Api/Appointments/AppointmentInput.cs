using System.ComponentModel.DataAnnotations;
using Organizer.Api.Storage;

namespace Organizer.Api.Appointments;

/// <summary>What a client writes: the whole appointment, without its id.</summary>
public sealed record AppointmentInput
{
    [Required, StringLength(Limits.Title)]
    public string Title { get; init; } = "";

    [Required]
    public DateOnly? Date { get; init; }

    /// <summary>The owner's contacts that are invited.</summary>
    [Required, MaxLength(Limits.Invitations)]
    public IReadOnlyList<Guid> ContactIds { get; init; } = [];
}
