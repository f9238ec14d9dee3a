using CalendarApp.Calendar;
using CalendarApp.Organizer;
using CalendarApp.Sessions;
using CalendarApp.SignIn;
using Microsoft.Extensions.FileProviders;

namespace CalendarApp;

/// <summary>The whole application, so that another program can host it in its own process.</summary>
public static class CalendarSite
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddSignInWithOrganizer();
        builder.Services.AddHttpClient<TokenEndpoint>();
        builder.Services.AddHttpClient<OrganizerClient>();
        builder.Services.AddSingleton<OwnCalendar>();
        builder.Services.AddAntiforgery(options => (options.Cookie.Name, options.Cookie.SecurePolicy) = ("calendarapp.form", CookieSecurePolicy.SameAsRequest));
        builder.Services.AddRazorPages().AddApplicationPart(typeof(CalendarSite).Assembly);

        var app = builder.Build();
        app.UseExceptionHandler("/Error");
        app.UseStatusCodePagesWithReExecute("/Error");
        app.UsePageHeaders();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new EmbeddedFileProvider(typeof(CalendarSite).Assembly, "Assets") });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        return app;
    }
}
