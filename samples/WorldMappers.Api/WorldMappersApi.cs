using WorldMappers.Api.Places;
using WorldMappers.Api.Routing;

namespace WorldMappers.Api;

/// <summary>The whole application, so that another program can host it in its own process.</summary>
public static class WorldMappersApi
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddAuth0ApiAuthorization().RequireAuthenticatedByDefault();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(_ => Gazetteer.Load());
        builder.Services.AddSingleton(provider => RoadMap.Load().Join(provider.GetRequiredService<Gazetteer>()));

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication(); // after the exception handler, which then covers it
        app.UseAuthorization();

        var api = app.MapGroup("/api");
        api.MapLocation();
        api.MapDirections();
        return app;
    }
}
