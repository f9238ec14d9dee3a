using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TextApp.Organizer;
using TextApp.SignIn;

namespace TextApp.Pages;

/// <summary>A page that asks Organizer on the user's behalf.</summary>
public abstract class ConnectedPage(TimeProvider time) : PageModel
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>Why Organizer gave nothing; null while all is well.</summary>
    public HttpStatusCode? Refusal { get; private set; }

    /// <summary>
    /// Asks, and gives the result that ends the page where there is nothing to show. A token that has expired (401) is replaced by going to
    /// Organizer again: as long as the user is signed in there, it is a detour that nobody sees.
    /// </summary>
    private protected async Task<(T? Value, IActionResult Otherwise)> AskAsync<T>(Func<string, Task<Answer<T>>> ask) where T : class
    {
        if (await HttpContext.GetConnectionAsync() is not (var token, var since))
            return (null, Connect());

        var answer = await ask(token);
        if (answer.Status == HttpStatusCode.Unauthorized && time.GetUtcNow() - since > Fresh) // a new token that is refused: no detour would help
            return (null, Connect());
        return answer.Value is { } value ? (value, Page()) : (null, Explain(answer.Status));
    }

    private ChallengeResult Connect() => Challenge(new AuthenticationProperties { RedirectUri = Request.Path });

    private PageResult Explain(HttpStatusCode? status)
    {
        Refusal = status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? status : HttpStatusCode.ServiceUnavailable;
        Response.StatusCode = (int)Refusal;
        return Page();
    }
}
