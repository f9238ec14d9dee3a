using System.Collections.Frozen;
using ApiAuth.Middleware.Authentication;
using ApiAuth.Middleware.Challenges;
using ApiAuth.Middleware.Keys;
using ApiAuth.Middleware.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Makes a scheme out of its checked options, once.</summary>
static class SchemeComposition
{
    public static ApiAuthScheme Create(IServiceProvider services, string scheme)
    {
        var options = services.GetRequiredService<IOptionsMonitor<ApiAuthOptions>>().Get(scheme);
        var registry = services.GetRequiredService<KeyRegistry>();
        var rules = Rules(options, issuer => registry.For(Settings(issuer, options)));
        return new(
            scheme,
            new TokenValidation(rules, new TokenCache(options.TokenCache.Capacity)),
            new BearerChallenges(options.Challenges.Realm),
            options.Challenges.ProblemDetails,
            [.. options.QueryTokenPaths.Select(path => new PathString(path))],
            HasHooks(services, scheme));
    }

    private static TokenRules Rules(ApiAuthOptions options, Func<string, IssuerKeys> keysOf) => new()
    {
        Issuers = IssuerName.All(options).ToFrozenDictionary(issuer => issuer, keysOf, StringComparer.Ordinal),
        Audiences = IssuerName.Audiences(options).ToFrozenSet(StringComparer.Ordinal),
        Algorithms = options.Tokens.Algorithms.ToFrozenSet(StringComparer.Ordinal),
        Profile = options.Tokens.Profile,
        ClockSkew = options.Tokens.ClockSkew,
        MaxLength = options.Tokens.MaxLength,
        RoleClaim = options.RoleClaim,
        TimeProvider = options.TimeProvider,
    };

    private static IssuerSettings Settings(string issuer, ApiAuthOptions options) =>
        IssuerSettings.Create(issuer, options.MetadataAddress, options.JwksUri, options.Keys, options.BackchannelHttpHandler, options.TimeProvider);

    private static bool HasHooks(IServiceProvider services, string scheme)
    {
        var registered = services.GetRequiredService<IServiceProviderIsKeyedService>();
        if (registered.IsKeyedService(typeof(IAccessTokenHook), serviceKey: new object()))
            throw new OptionsValidationException(scheme, typeof(ApiAuthOptions),
                ["An IAccessTokenHook is registered under KeyedService.AnyKey, where no scheme finds it: it would never run. Register it without a key for all schemes, or by AddHook<THook>() for one."]);
        return registered.IsService(typeof(IAccessTokenHook)) || registered.IsKeyedService(typeof(IAccessTokenHook), scheme);
    }
}
