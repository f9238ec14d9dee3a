using ApiAuth.Middleware.Testing.Issuers;
using ApiAuth.Middleware.Testing.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Testing.Hosting;

/// <summary>An issuer and the scheme that it is for; null stands for every scheme that has none of its own.</summary>
internal sealed record IssuerPlug(string? Scheme, TestIssuer Issuer);

/// <summary>Plugs each scheme into its issuer when its options are made: after all that the app configures, before anything reads them.</summary>
internal sealed class IssuerPlugs(IEnumerable<IssuerPlug> plugs, IServiceProvider services) : IPostConfigureOptions<ApiAuthOptions>
{
    public void PostConfigure(string? name, ApiAuthOptions options)
    {
        var plug = plugs.LastOrDefault(plug => plug.Scheme == name) ?? plugs.LastOrDefault(plug => plug.Scheme is null);
        if (plug is null || IssuersOf(options) is not { Count: > 0 } issuers)
            return;

        plug.Issuer.Adopt(new TrustedIssuer(name ?? "", issuers)
        {
            Audience = AudiencesOf(options).FirstOrDefault(),
            MetadataAddress = AddressOf(options.MetadataAddress),
            JwksUri = AddressOf(options.JwksUri),
            Algorithm = options.Tokens.Algorithms.FirstOrDefault(KeyPool.Supports),
            Profile = options.Tokens.Profile == TokenProfile.Rfc9068 ? TestTokenProfile.Rfc9068 : TestTokenProfile.Auth0,
            TimeProvider = ClockOf(options),
        });
        options.BackchannelHttpHandler = plug.Issuer.Handler;
        options.TimeProvider = plug.Issuer.TimeProvider;
    }

    // What cannot be an issuer is left for the app's own start-up check to report.
    private static IReadOnlyList<string> IssuersOf(ApiAuthOptions options) =>
    [
        .. Given(options.Issuer),
        .. Given(options.Domain).Concat(options.Domains.SelectMany(Given)).Select(IssuerOf).OfType<string>(),
    ];

    private static IEnumerable<string> AudiencesOf(ApiAuthOptions options) => [.. Given(options.Audience), .. options.Audiences.SelectMany(Given)];

    private static string? IssuerOf(string domain)
    {
        var address = domain.Contains("://", StringComparison.Ordinal) ? domain : $"https://{domain}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? $"https://{uri.Authority}/" : null;
    }

    private static Uri? AddressOf(string? text) => Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) ? address : null;

    private static IEnumerable<string> Given(string? value) => string.IsNullOrWhiteSpace(value) ? [] : [value.Trim()];

    private TimeProvider ClockOf(ApiAuthOptions options) =>
        options.TimeProvider == TimeProvider.System ? services.GetService<TimeProvider>() ?? TimeProvider.System : options.TimeProvider;
}
