using CalendarApp.Organizer;
using Microsoft.AspNetCore.Mvc;

namespace CalendarApp.Pages;

/// <summary>What CalendarApp must not see. The button is there to show that Organizer refuses.</summary>
sealed class TasksModel(OrganizerClient organizer) : OrganizerPage
{
    public IReadOnlyList<TodoItem> Tasks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (CurrentSession is not { } session)
            return SignInAgain();

        var tasks = await organizer.GetTasksAsync(session, cancellation);
        if (!tasks.Succeeded)
            return Explain(tasks.Problem);

        Tasks = tasks.Value;
        return Page();
    }
}
