using Microsoft.AspNetCore.Mvc;
using TextApp.Organizer;

namespace TextApp.Pages;

/// <summary>What TextApp must not see. The button is there to show that Organizer refuses.</summary>
sealed class CalendarModel(OrganizerContacts organizer, TimeProvider time) : ConnectedPage(time)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        (await AskAsync(token => organizer.ListAppointmentsAsync(token, cancellation))).Otherwise;
}
