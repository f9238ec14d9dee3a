using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using TextApp.Messages;
using TextApp.Organizer;

namespace TextApp.Pages;

/// <summary>The messages to one contact, and one more.</summary>
sealed class ConversationModel(OrganizerContacts organizer, Conversations conversations, TimeProvider time) : ConnectedPage(time)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Required(ErrorMessage = "What do you want to say?"), StringLength(Conversations.LongestMessage, ErrorMessage = "At most 500 characters.")]
    public string? Text { get; set; }

    /// <summary>What could not be sent before the detour to Organizer: the form has it again afterwards.</summary>
    [TempData]
    public string? Draft { get; set; }

    public Contact? Contact { get; private set; }

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        ModelState.Clear();
        Text = Draft;
        return ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var page = await ShowAsync(cancellation);
        if (!ModelState.IsValid)
            return page;
        if (Contact is null)
        {
            Draft = Text;
            return page;
        }

        conversations.Send(Id, Text!);
        return RedirectToPage(new { Id });
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        (Contact, var page) = await AskAsync(token => organizer.FindAsync(token, Id, cancellation));
        Messages = conversations.With(Id);
        return page;
    }
}
