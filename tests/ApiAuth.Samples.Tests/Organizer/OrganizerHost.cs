using ApiAuth.Middleware.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Organizer.Api.Storage;

namespace ApiAuth.Samples.Tests.Organizer;

/// <summary>The Organizer API as it runs in production, with a database in memory and a test issuer for its tenant.</summary>
public sealed class OrganizerHost : WebApplicationFactory<OrganizerDb>
{
    public const string AllScopes = "appointments contacts tasks";

    public TestIssuer Issuer { get; } = new();

    public HttpClient Client(TestAccessToken? token)
    {
        var client = CreateClient();
        return token is null ? client : client.WithToken(Issuer, token);
    }

    public HttpClient ClientOf(string subject, string scope = AllScopes) => Client(Tokens.User(subject, scope));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:Organizer", $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared");
        builder.UseTestIssuer(Issuer);
    }
}
