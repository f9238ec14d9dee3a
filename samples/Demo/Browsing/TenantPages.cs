using ApiAuth.LocalTenant;

namespace Demo.Browsing;

/// <summary>What a person does at the tenant: signs in where asked, and decides what the application may do.</summary>
static class TenantPages
{
    public const string Allow = "Allow";
    public const string Deny = "Deny";
    private const int MostPages = 5;

    /// <summary>Goes through the tenant's pages until something else comes.</summary>
    public static async Task<(WebPage Arrived, bool WasAsked)> PassAsync(
        this Browser browser, WebPage page, User user, string decision, CancellationToken cancellation)
    {
        var wasAsked = false;
        for (var pages = 0; pages < MostPages; pages++)
        {
            if (LoginForm(page) is { } login)
            {
                page = await browser.PressAsync(page, login.Buttons[0].Text, Credentials(login, user), cancellation);
            }
            else if (page.FormWith(decision) is not null)
            {
                wasAsked = true;
                page = await browser.PressAsync(page, decision, [], cancellation);
            }
            else
            {
                return (page, wasAsked);
            }
        }

        throw new NotOnThePageException(page, "no end of questions");
    }

    private static WebForm? LoginForm(WebPage page) => page.Forms.FirstOrDefault(form => form.Inputs.Any(IsPassword));

    private static IEnumerable<(string, string)> Credentials(WebForm login, User user) =>
    [
        (login.Inputs.First(input => input["type"] is "email" or "text")["name"]!, user.Email),
        (login.Inputs.First(IsPassword)["name"]!, user.Password!),
    ];

    private static bool IsPassword(WebForm.Element input) => input["type"] == "password";
}
