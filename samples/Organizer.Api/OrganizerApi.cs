using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Organizer.Api.Owners;
using Organizer.Api.Storage;

namespace Organizer.Api;

/// <summary>The whole application, so that another program can host it in its own process.</summary>
public static class OrganizerApi
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Limits.Body);
        AddServices(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.UseCors(); // before authentication: a preflight carries no token, and a refusal must be readable by the browser's client
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
        return app;
    }

    static void AddServices(IServiceCollection services)
    {
        services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault();
        services.AddHttpContextAccessor();
        services.AddScoped(OwnerOfTheRequest);
        services.AddSingleton(TimeProvider.System);
        services.AddOrganizerStorage();
        services.AddProblemDetails();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IConfiguration>(AllowBrowserClients);
        services
            .AddControllers(mvc =>
            {
                mvc.Filters.Add<Welcome>();
                mvc.ModelMetadataDetailsProviders.Add(new SystemTextJsonValidationMetadataProvider());
            })
            .AddApplicationPart(typeof(OrganizerApi).Assembly);
    }

    // A body that is too large is the caller's mistake (413), not ours.
    static int StatusOf(Exception error) => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    static Owner OwnerOfTheRequest(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.GetAccessToken() is { } token
            ? new Owner(token.Subject)
            : throw new InvalidOperationException("Only a request with an access token has an owner.");

    static void AllowBrowserClients(CorsOptions cors, IConfiguration configuration) => cors.AddDefaultPolicy(policy => policy
        .WithOrigins(configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
        .WithMethods("GET", "POST", "PUT", "DELETE")
        .WithHeaders("Authorization", "Content-Type")
        .WithExposedHeaders("Location", "WWW-Authenticate", "Retry-After"));
}
