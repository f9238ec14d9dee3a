using CalendarApp.Sessions;
using CalendarApp.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CalendarApp.Pages;

/// <summary>Signs out everywhere: the session and its refresh token, the cookie, and the session at the issuer.</summary>
sealed class SignOutModel(OpenSessions sessions, TokenEndpoint endpoint, IOptions<OrganizerSettings> settings) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var session = sessions.Close(User);
        await HttpContext.SignOutAsync();
        if (session?.Tokens.RefreshToken is { } refreshToken)
            await endpoint.TryRevokeAsync(refreshToken, cancellation);
        return Redirect(QueryHelpers.AddQueryString($"{new Uri(settings.Value.Issuer!, "v2/logout")}", new Dictionary<string, string?>
        {
            ["client_id"] = settings.Value.ClientId,
            ["returnTo"] = $"{Request.Scheme}://{Request.Host}/",
        }));
    }
}
