using Microsoft.AspNetCore.Mvc;
using TextApp.Messages;
using TextApp.Organizer;

namespace TextApp.Pages;

/// <summary>Organizer's contacts, each with the last message.</summary>
sealed class IndexModel(OrganizerContacts organizer, Conversations conversations, TimeProvider time) : ConnectedPage(time)
{
    public IReadOnlyList<(Contact Contact, string? Last)> Contacts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (User.Identity is not { IsAuthenticated: true })
            return Page();

        var (contacts, otherwise) = await AskAsync(token => organizer.ListAsync(token, cancellation));
        if (contacts is null)
            return otherwise;

        Contacts = [.. contacts.Select(contact => (contact, conversations.With(contact.Id) is [.., var last] ? last.Text : null))];
        return Page();
    }
}
