using CalendarApp.SignIn;
using Microsoft.Extensions.Options;

namespace CalendarApp;

static class PageHeaders
{
    /// <summary>The pages run no script, are shown in no frame, and stay in no cache.</summary>
    public static void UsePageHeaders(this WebApplication app)
    {
        var organizer = app.Services.GetRequiredService<IOptions<OrganizerSettings>>();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = // signing out posts a form and ends at the issuer
                $"default-src 'none'; style-src 'self'; form-action 'self' {organizer.Value.Issuer!.GetLeftPart(UriPartial.Authority)}; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-cache, no-store";
            return next(context);
        });
    }
}
