using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace MyTodos;

/// <summary>The whole server, so that another program can host it in its own process: it hands out files and settings, and never sees a token.</summary>
public static class TodosSite
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PublicSettings>().BindConfiguration("Organizer").ValidateDataAnnotations().ValidateOnStart();

        var app = builder.Build();
        var settings = app.Services.GetRequiredService<IOptions<PublicSettings>>();
        var files = new EmbeddedFileProvider(typeof(TodosSite).Assembly, "App");
        app.Use((context, next) =>
        {
            AddHeaders(context.Response.Headers, settings.Value);
            return next(context);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapGet("/settings.json", () => settings.Value);
        return app;
    }

    // Scripts come from here alone and make no HTML out of text; they talk to the issuer and the API, and to nobody else.
    private static void AddHeaders(IHeaderDictionary headers, PublicSettings settings)
    {
        headers.ContentSecurityPolicy = string.Join("; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            $"connect-src 'self' {Origin(settings.Issuer!)} {Origin(settings.Api!)}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
