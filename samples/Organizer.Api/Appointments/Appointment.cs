using System.Text.Json.Serialization;
using Organizer.Api.Contacts;

namespace Organizer.Api.Appointments;

public sealed class Appointment
{
    public Guid Id { get; init; }

    public required string Title { get; set; }

    public required DateOnly Date { get; set; }

    // Clients see ids only: names and addresses need the scope of the contacts.
    [JsonIgnore]
    public ICollection<Contact> Contacts { get; } = [];

    public IEnumerable<Guid> ContactIds => Contacts.Select(contact => contact.Id);
}
