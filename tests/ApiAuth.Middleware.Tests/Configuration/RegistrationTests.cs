using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Every form of the one call.</summary>
public class RegistrationTests
{
    private const string Settings = """
        {
          "Auth0": { "Domain": "organizer.eu.auth0.com", "Audience": "urn:organizer-api" },
          "Partner": { "Domain": "partner.eu.auth0.com", "Audience": "urn:partner-api" }
        }
        """;

    private static readonly Action<ApiAuthOptions> ByCode = options => (options.Domain, options.Audience) = ("code.eu.auth0.com", "urn:code-api");

    private static readonly Dictionary<string, Func<IServiceCollection, IConfiguration, ApiAuthBuilder>> Overloads = new(StringComparer.Ordinal)
    {
        ["()"] = (services, _) => services.AddAuth0ApiAuthorization(),
        ["(section)"] = (services, configuration) => services.AddAuth0ApiAuthorization(configuration.GetSection("Partner")),
        ["(configure)"] = (services, _) => services.AddAuth0ApiAuthorization(ByCode),
        ["(scheme, section)"] = (services, configuration) => services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner")),
        ["(scheme, configure)"] = (services, _) => services.AddAuth0ApiAuthorization("Code", ByCode),
    };

    [Theory]
    [InlineData("()", "Bearer", "https://organizer.eu.auth0.com/", "urn:organizer-api")]
    [InlineData("(section)", "Bearer", "https://partner.eu.auth0.com/", "urn:partner-api")]
    [InlineData("(configure)", "Bearer", "https://code.eu.auth0.com/", "urn:code-api")]
    [InlineData("(scheme, section)", "Partner", "https://partner.eu.auth0.com/", "urn:partner-api")]
    [InlineData("(scheme, configure)", "Code", "https://code.eu.auth0.com/", "urn:code-api")]
    public async Task Each_overload_protects_the_api_with_the_settings_it_is_given(string overload, string scheme, string issuer, string audience)
    {
        var auth0 = new TestIssuer();
        ApiAuthBuilder? auth = null;
        await using var api = await new ApiProgram
        {
            Settings = Settings,
            Issuer = auth0,
            Services = (services, configuration) => auth = Overloads[overload](services, configuration),
            App = app => app.MapContacts(),
        }.StartAsync();

        var statuses = await api.TryContactsAsync();

        Assert.Equal((scheme, issuer, audience), (auth!.Scheme, auth0.Issuer, auth0.Audience));
        Assert.Equal([200, 403, 401], statuses);
    }

    [Theory]
    [InlineData("()")]
    [InlineData("(section)")]
    [InlineData("(configure)")]
    public void The_same_scheme_twice_is_refused(string second)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddJsonStream(HostStart.Json(Settings)).Build();
        services.AddAuth0ApiAuthorization();
        services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner"));

        var refused = Assert.Throws<InvalidOperationException>(() => Overloads[second](services, configuration));

        Assert.Equal("AddAuth0ApiAuthorization was called twice for the scheme \"Bearer\". Give the second a name of its own: AddAuth0ApiAuthorization(\"Partner\", …).", refused.Message);
    }

    [Fact]
    public void A_missing_argument_is_refused_by_its_name()
    {
        var services = new ServiceCollection();

        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddAuth0ApiAuthorization()).ParamName);
        Assert.Equal("section", Assert.Throws<ArgumentNullException>(() => services.AddAuth0ApiAuthorization((IConfiguration)null!)).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => services.AddAuth0ApiAuthorization((Action<ApiAuthOptions>)null!)).ParamName);
        Assert.Equal("scheme", Assert.Throws<ArgumentException>(() => services.AddAuth0ApiAuthorization(" ", ByCode)).ParamName);
        Assert.Empty(services);
    }

    [Fact]
    public async Task A_worker_without_a_web_server_validates_tokens_too()
    {
        var issuer = new TestIssuer("https://tenant.test/") { Audience = "urn:worker" };
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddAuth0ApiAuthorization(options => (options.Domain, options.Audience) = ("tenant.test", "urn:worker"));
        builder.Services.UseTestIssuer(issuer);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var validator = host.Services.GetRequiredService<IAccessTokenValidator>();
        var accepted = await validator.ValidateAsync(issuer.Issue(), TestContext.Current.CancellationToken);
        var refused = await validator.ValidateAsync(issuer.Issue(TestAccessToken.WrongAudience), TestContext.Current.CancellationToken);

        Assert.Equal("auth0|test-user", accepted.Token?.Subject);
        Assert.Equal((null, AuthErrorReason.AudienceMismatch), (refused.Token, refused.Reason));
        Assert.Same(validator, host.Services.GetRequiredKeyedService<IAccessTokenValidator>("Bearer"));
    }

    [Fact]
    public async Task Several_schemes_have_a_validator_each_and_the_first_is_the_one_without_a_key()
    {
        await using var api = await new ApiProgram
        {
            Settings = Settings,
            Services = (services, configuration) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddAuth0ApiAuthorization("Partner", configuration.GetSection("Partner"));
            },
            Issuer = new("https://organizer.eu.auth0.com/", "https://partner.eu.auth0.com/"),
        }.StartAsync();

        var first = api.Services.GetRequiredService<IAccessTokenValidator>();

        Assert.Same(first, api.Services.GetRequiredKeyedService<IAccessTokenValidator>("Bearer"));
        Assert.NotSame(first, api.Services.GetRequiredKeyedService<IAccessTokenValidator>("Partner"));
    }

    [Fact]
    public async Task The_health_check_of_the_keys_has_a_name_and_a_tag_and_is_healthy_once_they_are_there()
    {
        var issuer = new TestIssuer();
        await using var api = await new ApiProgram
        {
            Issuer = issuer,
            Services = (services, _) =>
            {
                services.AddAuth0ApiAuthorization();
                services.AddHealthChecks().AddApiAuthKeys();
            },
        }.StartAsync();
        await api.Services.GetRequiredService<IApiAuthKeys>().RefreshAsync(TestContext.Current.CancellationToken);

        var report = await api.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        var (name, entry) = Assert.Single(report.Entries);
        Assert.Equal(("apiauth-keys", HealthStatus.Healthy), (name, entry.Status));
        Assert.Equal(["ready"], entry.Tags);
    }

    [Fact]
    public async Task Options_are_fixed_once_the_host_has_started()
    {
        var json = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth0:Domain"] = "organizer.eu.auth0.com", ["Auth0:Audience"] = "urn:organizer-api" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(json).Build();
        await using var api = await new ApiProgram { Services = (services, _) => services.AddAuth0ApiAuthorization(configuration.GetSection("Auth0")) }.StartAsync();
        var options = api.Services.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>();

        configuration["Auth0:Audience"] = "urn:another-api";
        configuration.Reload();

        Assert.Equal("urn:organizer-api", options.Get("Bearer").Audience);
    }
}
