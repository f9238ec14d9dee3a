using System.ComponentModel.DataAnnotations;
using Organizer.Api.Storage;

namespace Organizer.Api.Contacts;

/// <summary>What a client writes: the whole contact, without its id.</summary>
public sealed record ContactInput
{
    [Required, StringLength(Limits.Name)]
    public string Name { get; init; } = "";

    [EmailAddress, StringLength(Limits.Email)]
    public string? Email { get; init; }

    [Phone, StringLength(Limits.Phone)]
    public string? Phone { get; init; }
}
