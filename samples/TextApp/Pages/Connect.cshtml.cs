using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TextApp.Pages;

/// <summary>The way to Organizer, where the user signs in and allows it or not.</summary>
sealed class ConnectModel : PageModel
{
    public IActionResult OnGet() => Challenge(new AuthenticationProperties { RedirectUri = "/" });
}
