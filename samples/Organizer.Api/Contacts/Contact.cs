namespace Organizer.Api.Contacts;

public sealed class Contact
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }
}
