using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CalendarApp.Pages;

/// <summary>The way to Organizer's login page.</summary>
sealed class SignInModel : PageModel
{
    public IActionResult OnGet() => Challenge(new AuthenticationProperties { RedirectUri = "/" });
}
