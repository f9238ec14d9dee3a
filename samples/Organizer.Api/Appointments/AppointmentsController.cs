using ApiAuth.Middleware;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Storage;

namespace Organizer.Api.Appointments;

[ApiController, Route("api/appointments"), RequireScope("appointments")]
public sealed class AppointmentsController(OrganizerDb db) : ControllerBase
{
    [HttpGet]
    public async Task<IReadOnlyList<Appointment>> List(CancellationToken cancellation) =>
        await db.Appointments.AsNoTracking().OrderBy(appointment => appointment.Date).ThenBy(appointment => appointment.Title)
            .Take(Limits.Items).ToListAsync(cancellation);

    [HttpGet("{id:guid}")]
    public async Task<ActionResult<Appointment>> Find(Guid id, CancellationToken cancellation) =>
        await db.Appointments.AsNoTracking().SingleOrDefaultAsync(appointment => appointment.Id == id, cancellation) is { } found ? found : NotFound();

    [HttpPost]
    public async Task<ActionResult<Appointment>> Create(AppointmentInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.IsFullAsync<Appointment>(cancellation))
            return this.Full();

        var appointment = new Appointment { Title = input.Title, Date = input.Date!.Value };
        if (!await TryApplyAsync(input, appointment, cancellation))
            return ValidationProblem(ModelState);

        db.Add(appointment);
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return CreatedAtAction(nameof(Find), new { id = appointment.Id }, appointment);
    }

    [HttpPut("{id:guid}")]
    public async Task<ActionResult<Appointment>> Update(Guid id, AppointmentInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.Appointments.SingleOrDefaultAsync(appointment => appointment.Id == id, cancellation) is not { } appointment)
            return NotFound();

        if (!await TryApplyAsync(input, appointment, cancellation))
            return ValidationProblem(ModelState);

        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return appointment;
    }

    [HttpDelete("{id:guid}")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellation) =>
        await db.Appointments.IgnoreAutoIncludes().Where(appointment => appointment.Id == id).ExecuteDeleteAsync(cancellation) == 0 ? NotFound() : NoContent();

    async Task<bool> TryApplyAsync(AppointmentInput input, Appointment appointment, CancellationToken cancellation)
    {
        var ids = input.ContactIds.Distinct().ToList();
        var contacts = await db.Contacts.Where(contact => ids.Contains(contact.Id)).ToListAsync(cancellation);
        foreach (var unknown in ids.Except(contacts.Select(contact => contact.Id)))
            ModelState.AddModelError("contactIds", $"You have no contact {unknown}.");

        (appointment.Title, appointment.Date) = (input.Title, input.Date!.Value);
        appointment.Contacts.Clear();
        contacts.ForEach(appointment.Contacts.Add);
        return ModelState.IsValid;
    }
}
