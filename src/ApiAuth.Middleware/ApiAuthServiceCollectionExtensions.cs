using System.Net;
using ApiAuth.Middleware;
using ApiAuth.Middleware.Authentication;
using ApiAuth.Middleware.Configuration;
using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Keys;
using ApiAuth.Middleware.Scopes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The front door: one call makes an API accept exactly the access tokens that were issued for it.</summary>
public static class ApiAuthServiceCollectionExtensions
{
    /// <summary>
    /// Protects the API with the section <c>Auth0</c> of the configuration: <c>{ "Auth0": { "Domain": "organizer.eu.auth0.com", "Audience": "urn:organizer-api" } }</c>.
    /// Registers authentication (scheme <c>Bearer</c>) and authorization; the scheme is the default where the application has set none.
    /// </summary>
    /// <remarks>Wrong settings stop the host with an <see cref="OptionsValidationException"/> that says what to write where.</remarks>
    public static ApiAuthBuilder AddAuth0ApiAuthorization(this IServiceCollection services) =>
        Add(services, ApiAuthDefaults.AuthenticationScheme, options => options.Configure<IConfiguration>((target, configuration) =>
            OptionsReader.Read(configuration.GetSection(ApiAuthDefaults.ConfigurationSection), target)));

    /// <summary>Protects the API with a section of the configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section that holds <c>Domain</c>, <c>Audience</c> and the rest of <see cref="ApiAuthOptions"/>.</param>
    public static ApiAuthBuilder AddAuth0ApiAuthorization(this IServiceCollection services, IConfiguration section) =>
        services.AddAuth0ApiAuthorization(ApiAuthDefaults.AuthenticationScheme, section);

    /// <summary>Protects the API with options set in code.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets at least an issuer and an audience.</param>
    public static ApiAuthBuilder AddAuth0ApiAuthorization(this IServiceCollection services, Action<ApiAuthOptions> configure) =>
        services.AddAuth0ApiAuthorization(ApiAuthDefaults.AuthenticationScheme, configure);

    /// <summary>Adds a scheme of a name of its own, for APIs that take the tokens of several issuers.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="scheme">The scheme's name, for <c>AuthenticationSchemes</c>.</param>
    /// <param name="section">The section that holds <c>Domain</c>, <c>Audience</c> and the rest of <see cref="ApiAuthOptions"/>.</param>
    public static ApiAuthBuilder AddAuth0ApiAuthorization(this IServiceCollection services, string scheme, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, scheme, options => options.Configure(target => OptionsReader.Read(section, target)));
    }

    /// <summary>Adds a scheme of a name of its own, with options set in code.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="scheme">The scheme's name, for <c>AuthenticationSchemes</c>.</param>
    /// <param name="configure">Sets at least an issuer and an audience.</param>
    public static ApiAuthBuilder AddAuth0ApiAuthorization(this IServiceCollection services, string scheme, Action<ApiAuthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, scheme, options => options.Configure(configure));
    }

    private static ApiAuthBuilder Add(IServiceCollection services, string scheme, Action<OptionsBuilder<ApiAuthOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(scheme);
        var schemes = HostSchemesOf(services);
        schemes.Add(scheme);
        configure(services.AddOptions<ApiAuthOptions>(scheme).ValidateOnStart());
        services.Configure<AuthenticationOptions>(options => options.AddScheme(scheme, builder => builder.HandlerType = typeof(ApiAuthHandler)));
        services.AddKeyedSingleton(scheme, (provider, _) => SchemeComposition.Create(provider, scheme));
        services.AddKeyedSingleton<IAccessTokenValidator>(scheme, (provider, _) => new AccessTokenValidator(
            provider.GetRequiredKeyedService<ApiAuthScheme>(scheme), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ApiAuthMeter>()));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IAccessTokenValidator>(scheme));
        services.AddKeyedSingleton<IAccessTokenCache>(scheme, (provider, _) => provider.GetRequiredKeyedService<ApiAuthScheme>(scheme).Tokens.Cache);
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IAccessTokenCache>(scheme));
        return new(services, scheme, schemes);
    }

    private static HostSchemes HostSchemesOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(HostSchemes))?.ImplementationInstance is HostSchemes existing)
            return existing;
        var schemes = new HostSchemes();
        services.AddSingleton(schemes);
        AddShared(services, schemes);
        return schemes;
    }

    // What all schemes of a host share.
    private static void AddShared(IServiceCollection services, HostSchemes schemes)
    {
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddRoutingCore(); // ASP.NET Core's authorization asks for the endpoints, which a worker would lack.
        services.AddProblemDetails();
        services.AddMetrics();
        services.AddHttpClient(ApiAuthDefaults.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
            .RemoveAllLoggers(); // A fetch is logged once, by us.

        services.AddSingleton<IPostConfigureOptions<ApiAuthOptions>, OptionsSetup>();
        services.AddSingleton<IValidateOptions<ApiAuthOptions>, OptionsValidator>();
        services.PostConfigure<AuthenticationOptions>(options => DefaultScheme.Set(options, schemes));

        services.AddTransient<ApiAuthHandler>();
        services.AddSingleton(provider => new ApiAuthSchemes(schemes.Names.Select(scheme => provider.GetRequiredKeyedService<ApiAuthScheme>(scheme))));
        services.AddSingleton<ApiAuthMeter>();
        services.AddSingleton<KeyDiagnostics>();
        services.AddSingleton<KeyRegistry>();
        services.AddSingleton<IApiAuthKeys>(provider => provider.GetRequiredService<KeyRegistry>());
        services.AddSingleton(provider => new RefusalEvents(provider.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(schemes.Names[0]).TimeProvider));
        services.AddSingleton<RefusalLog>();
        services.AddSingleton(provider => PolicySettings(provider, schemes));
        services.AddSingleton<MatcherPolicy, RoutedTooLate>();
        services.Decorate<IAuthorizationPolicyProvider, ScopePolicyProvider>();
        services.Decorate<IAuthorizationEvaluator, HubMethodRefusals>();
        services.Decorate<IPolicyEvaluator, RefusalPolicyEvaluator>();
        services.Decorate<IAuthorizationMiddlewareResultHandler, RefusalResultHandler>();

        services.AddHostedService(provider => new KeyWarmUp(IssuersOf(provider)));
        services.AddSingleton<IStartupFilter, EndpointChecks>();
        services.AddSingleton<PipelineOrder>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<PipelineOrder>());
        services.AddHostedService<PipelineOrderCheck>();
    }

    private static ScopePolicySettings PolicySettings(IServiceProvider provider, HostSchemes schemes)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>();
        return new(
            schemes.Names.SelectMany(scheme => options.Get(scheme).Scopes.Keys).ToHashSet(StringComparer.Ordinal),
            DefaultScheme.BoundSchemes(provider.GetRequiredService<IOptions<AuthenticationOptions>>().Value, schemes),
            schemes.RequireAuthenticatedByDefault);
    }

    private static IEnumerable<IssuerKeys> IssuersOf(IServiceProvider provider) =>
        provider.GetRequiredService<ApiAuthSchemes>().All.SelectMany(scheme => scheme.Tokens.Rules.Issuers.Values).Distinct();
}
