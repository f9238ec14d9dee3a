using System.Text;
using ApiAuth.Middleware.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Tests.Configuration;

/// <summary>Starts a host over some settings: which options come of them, or which failures stop it. Nothing reaches a network.</summary>
static class HostStart
{
    /// <summary>The least that works, to be broken in one part.</summary>
    public const string Domain = "\"Domain\": \"organizer.eu.auth0.com\"";
    public const string Audience = "\"Audience\": \"urn:organizer-api\"";

    /// <summary>The options, with these members of the section <c>Auth0</c> besides domain and audience.</summary>
    public static Task<ApiAuthOptions> TakesBesidesAsync(string members, string? environment = null) => TakesAsync($"{Domain}, {Audience}, {members}", environment);

    /// <summary>The one failure, with these members besides domain and audience.</summary>
    public static async Task<string> RefusesBesidesAsync(string members, string? environment = null) =>
        Assert.Single(await RefusesAsync($"{Domain}, {Audience}, {members}", environment));

    /// <summary>The options that a start with these members of the section <c>Auth0</c> takes.</summary>
    public static Task<ApiAuthOptions> TakesAsync(string members, string? environment = null) =>
        TakesAsync(services => services.AddAuth0ApiAuthorization(), source => source.AddJsonStream(Section(members)), environment);

    /// <summary>The failures that stop a start with these members of the section <c>Auth0</c>.</summary>
    public static Task<string[]> RefusesAsync(string members, string? environment = null) =>
        RefusesAsync(services => services.AddAuth0ApiAuthorization(), source => source.AddJsonStream(Section(members)), environment);

    public static Task<ApiAuthOptions> TakesAsync(Action<ApiAuthOptions> configure) => TakesAsync(services => services.AddAuth0ApiAuthorization(configure));

    public static Task<string[]> RefusesAsync(Action<ApiAuthOptions> configure) => RefusesAsync(services => services.AddAuth0ApiAuthorization(configure));

    public static async Task<ApiAuthOptions> TakesAsync(Func<IServiceCollection, ApiAuthBuilder> register, Action<IConfigurationBuilder>? source = null, string? environment = null)
    {
        using var host = Build(register, source, environment, out var auth);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var options = host.Services.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(auth.Scheme);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return options;
    }

    public static async Task<string[]> RefusesAsync(Func<IServiceCollection, ApiAuthBuilder> register, Action<IConfigurationBuilder>? source = null, string? environment = null)
    {
        using var host = Build(register, source, environment, out _);
        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.All(stopped.Failures, failure => Assert.Contains(failure, stopped.Message, StringComparison.Ordinal));
        return [.. stopped.Failures];
    }

    public static MemoryStream Section(string members) => Json($$"""{ "Auth0": { {{members}} } }""");

    public static MemoryStream Json(string document) => new(Encoding.UTF8.GetBytes(document));

    private static IHost Build(Func<IServiceCollection, ApiAuthBuilder> register, Action<IConfigurationBuilder>? source, string? environment, out ApiAuthBuilder auth)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment ?? Environments.Production });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateOnBuild = true, ValidateScopes = true }));
        source?.Invoke(builder.Configuration);
        builder.Services.ConfigureAll<ApiAuthOptions>(options => options.BackchannelHttpHandler = new TestNetwork());
        auth = register(builder.Services);
        return builder.Build();
    }
}
