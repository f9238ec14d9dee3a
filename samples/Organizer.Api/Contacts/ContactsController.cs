using ApiAuth.Middleware;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Organizer.Api.Storage;

namespace Organizer.Api.Contacts;

[ApiController, Route("api/contacts"), RequireScope("contacts")]
public sealed class ContactsController(OrganizerDb db) : ControllerBase
{
    [HttpGet]
    public async Task<IReadOnlyList<Contact>> List(CancellationToken cancellation) =>
        await db.Contacts.AsNoTracking().OrderBy(contact => contact.Name).Take(Limits.Items).ToListAsync(cancellation);

    [HttpGet("{id:guid}")]
    public async Task<ActionResult<Contact>> Find(Guid id, CancellationToken cancellation) =>
        await db.Contacts.AsNoTracking().SingleOrDefaultAsync(contact => contact.Id == id, cancellation) is { } found ? found : NotFound();

    [HttpPost]
    public async Task<ActionResult<Contact>> Create(ContactInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.IsFullAsync<Contact>(cancellation))
            return this.Full();

        var contact = new Contact { Name = input.Name };
        Apply(input, contact);
        db.Add(contact);
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return CreatedAtAction(nameof(Find), new { id = contact.Id }, contact);
    }

    [HttpPut("{id:guid}")]
    public async Task<ActionResult<Contact>> Update(Guid id, ContactInput input, CancellationToken cancellation)
    {
        await using var write = await db.BeginWriteAsync(cancellation);
        if (await db.Contacts.SingleOrDefaultAsync(contact => contact.Id == id, cancellation) is not { } contact)
            return NotFound();

        Apply(input, contact);
        await db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return contact;
    }

    /// <summary>The contact leaves the appointments it was invited to.</summary>
    [HttpDelete("{id:guid}")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellation) =>
        await db.Contacts.Where(contact => contact.Id == id).ExecuteDeleteAsync(cancellation) == 0 ? NotFound() : NoContent();

    static void Apply(ContactInput input, Contact contact) =>
        (contact.Name, contact.Email, contact.Phone) = (input.Name, input.Email, input.Phone);
}
