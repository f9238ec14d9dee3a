using System.ComponentModel.DataAnnotations;
using CalendarApp.Calendar;
using CalendarApp.Organizer;
using Microsoft.AspNetCore.Mvc;

namespace CalendarApp.Pages;

/// <summary>The agenda: Organizer's appointments next to CalendarApp's own, and a form for one more.</summary>
sealed class IndexModel(OrganizerClient organizer, OwnCalendar own) : OrganizerPage
{
    public IReadOnlyList<Entry> Agenda { get; private set; } = [];

    public IReadOnlyList<Contact> Contacts { get; private set; } = [];

    [BindProperty]
    public AppointmentForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        ModelState.Clear();
        return CurrentSession is null ? Page() : await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (CurrentSession is not { } session)
            return SignInAgain();
        if (!ModelState.IsValid)
            return await ShowAsync(cancellation);

        var created = await organizer.CreateAsync(session, new(Input.Title!, Input.Date!.Value, [.. Input.Invite]), cancellation);
        return created.Succeeded ? RedirectToPage() : Explain(created.Problem);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        var session = CurrentSession!;
        var asking = organizer.GetContactsAsync(session, cancellation);
        var appointments = await organizer.GetAppointmentsAsync(session, cancellation);
        var contacts = await asking;
        if ((appointments.Problem ?? contacts.Problem) is { } problem)
            return Explain(problem);

        Contacts = contacts.Value!;
        Agenda = [.. appointments.Value!.Select(FromOrganizer).Concat(own.Entries).OrderBy(entry => entry.Date)];
        return Page();
    }

    private Entry FromOrganizer(Appointment appointment) =>
        new(appointment.Title, appointment.Date, "Organizer", [.. Contacts.Where(contact => appointment.ContactIds.Contains(contact.Id)).Select(contact => contact.Name)]);
}

/// <summary>A new appointment in Organizer.</summary>
public sealed class AppointmentForm
{
    [Required(ErrorMessage = "What is it about?"), StringLength(200, ErrorMessage = "At most 200 characters.")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "When is it?")]
    public DateOnly? Date { get; set; }

    /// <summary>The contacts that are invited.</summary>
    public IList<Guid> Invite { get; set; } = [];
}
