using Organizer.Api.Appointments;
using Organizer.Api.Contacts;
using Organizer.Api.Tasks;

namespace Organizer.Api.Owners;

/// <summary>What a new owner finds on the first visit.</summary>
public static class SampleData
{
    public static IEnumerable<object> Create() =>
    [
        new Appointment { Title = "Meet with Fabrikam", Date = new DateOnly(2015, 11, 20) },
        new Appointment { Title = "Follow up on deal with Contoso", Date = new DateOnly(2015, 11, 3) },
        new Contact { Name = "John Doe" },
        new Contact { Name = "Jane Doe" },
        new TaskItem { Title = "Finish blog post", Due = new DateOnly(2015, 12, 5) },
    ];
}
