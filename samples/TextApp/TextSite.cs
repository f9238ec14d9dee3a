using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using TextApp.Messages;
using TextApp.Organizer;
using TextApp.SignIn;

namespace TextApp;

/// <summary>The whole application, so that another program can host it in its own process.</summary>
public static class TextSite
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrganizerSettings>().BindConfiguration("Organizer").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddConnectionToOrganizer();
        builder.Services.AddHttpClient<OrganizerContacts>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Conversations>();
        builder.Services.AddAntiforgery(options => (options.Cookie.Name, options.Cookie.SecurePolicy) = ("textapp.form", CookieSecurePolicy.SameAsRequest));
        builder.Services.AddRazorPages()
            .AddApplicationPart(typeof(TextSite).Assembly)
            .AddCookieTempDataProvider(options => (options.Cookie.Name, options.Cookie.SecurePolicy) = ("textapp.draft", CookieSecurePolicy.SameAsRequest));

        var app = builder.Build();
        app.UseExceptionHandler("/Error");
        app.UseStatusCodePagesWithReExecute("/Error");
        app.Use(AddPageHeaders);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new EmbeddedFileProvider(typeof(TextSite).Assembly, "Assets") });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        return app;
    }

    private static Task AddPageHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache, no-store";
        return next(context);
    }
}
