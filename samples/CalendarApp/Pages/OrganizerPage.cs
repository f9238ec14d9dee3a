using CalendarApp.Organizer;
using CalendarApp.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CalendarApp.Pages;

/// <summary>A page that shows what Organizer gave, or explains why it did not.</summary>
public abstract class OrganizerPage : PageModel
{
    internal Problem? Problem { get; private set; }

    internal Session? CurrentSession => HttpContext.RequestServices.GetRequiredService<OpenSessions>().Of(User);

    private protected IActionResult Explain(Problem problem)
    {
        if (problem.Trouble == Trouble.SignInNeeded)
            return SignInAgain();
        Problem = problem;
        Response.StatusCode = problem.Trouble switch
        {
            Trouble.Refused => StatusCodes.Status403Forbidden,
            Trouble.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        return Page();
    }

    /// <summary>On the way back the user finds this page; a form that was sent has to be sent again.</summary>
    private protected ChallengeResult SignInAgain() => Challenge(new AuthenticationProperties { RedirectUri = Request.Path });
}
