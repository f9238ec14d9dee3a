using ApiAuth.Middleware.Testing;
using ApiAuth.Middleware.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>The same API in the forms that a Program.cs has.</summary>
public class ProgramShapeTests
{
    [Fact]
    public async Task A_plain_program_needs_no_Use_calls()
    {
        await using var api = await new ApiProgram { App = app => app.MapContacts() }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Empty(api.Warnings);
    }

    [Fact]
    public async Task Explicit_Use_calls_change_nothing()
    {
        await using var api = await new ApiProgram
        {
            App = app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapContacts();
            },
        }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal([200, 403, 401], statuses);
        Assert.Empty(api.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_with_a_Startup_class_works_and_is_checked(bool isSpeltWell)
    {
        var issuer = new TestIssuer();
        var logs = new LogRecords();
        using var host = new HostBuilder()
            .ConfigureAppConfiguration(source => source.AddJsonStream(HostStart.Section($$"""{{HostStart.Domain}}, {{HostStart.Audience}}, "Scopes": ["{{(isSpeltWell ? "contacts" : "contract")}}"]""")))
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .ConfigureWebHost(web => web.UseTestServer().UseStartup<Startup>().UseTestIssuer(issuer))
            .Build();

        if (!isSpeltWell)
        {
            var stopped = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
            Assert.Equal("HTTP: GET /contacts asks for the scope \"contacts\", which Auth0:Scopes does not list; did you mean \"contract\"?", stopped.Message);
            return;
        }
        await using var api = await RunningApi.StartAsync(host, issuer, logs);
        var statuses = await api.TryContactsAsync();
        Assert.Equal([200, 403, 401], statuses);
        Assert.Empty(api.Warnings);
    }

    private sealed class Startup
    {
        public void ConfigureServices(IServiceCollection services)
        {
            services.AddRouting();
            services.AddAuth0ApiAuthorization();
        }

        public void Configure(IApplicationBuilder app)
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseEndpoints(endpoints => endpoints.MapContacts());
        }
    }
}
