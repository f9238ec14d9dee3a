using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Testing.Tests.Hosting;

/// <summary>An API that is configured for a real tenant, under test by those who did not write it.</summary>
public sealed class TenantApi : WebApplicationFactory<TenantApi>
{
    internal Action<IServiceCollection> Register { get; init; } = services => services.AddAuth0ApiAuthorization(options =>
    {
        options.Domain = "organizer.eu.auth0.com";
        options.Audience = "urn:organizer-api";
    });

    protected override IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder().ConfigureWebHostDefaults(host => host
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureServices(services =>
        {
            services.AddRouting();
            Register(services);
        })
        .Configure(app => app.UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints =>
        {
            endpoints.MapGet("/me", (AccessToken token) => $"{token.Issuer} {token.Subject}").RequireAuthorization();
            endpoints.MapGet("/contacts", () => "contacts").RequireScope("contacts");
            endpoints.MapGet("/partner", (AccessToken token) => token.Issuer).RequireAuthorization(policy => policy.AddAuthenticationSchemes("Partner").RequireAuthenticatedUser());
        })));

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseContentRoot(AppContext.BaseDirectory);
}
