using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using WorldMappers.Api.Routing;

namespace ApiAuth.Samples.Tests.WorldMappers;

/// <summary>The World Mappers API as it runs in production, with a test issuer for its tenant.</summary>
public sealed class WorldMappersHost : WebApplicationFactory<RoadNetwork>
{
    public const string AllScopes = "directions geocode:location reverse-geocode:location";

    public TestIssuer Issuer { get; } = new();

    public HttpClient Client(TestAccessToken? token)
    {
        var client = CreateClient();
        return token is null ? client : client.WithToken(Issuer, token);
    }

    public HttpClient ClientOf(string client, string? scope = AllScopes) => Client(Tokens.Machine(client, scope));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseTestIssuer(Issuer);
    }
}
