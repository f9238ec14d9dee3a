using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiAuth.Middleware.Configuration;

/// <summary>Brings the options of our schemes into one form: ends trimmed, blanks absent, domains as host names, the application's own clock.</summary>
sealed class OptionsSetup(HostSchemes schemes, IServiceProvider services) : IPostConfigureOptions<ApiAuthOptions>
{
    public void PostConfigure(string? name, ApiAuthOptions options)
    {
        if (name is null || !schemes.Contains(name))
            return;
        options.Scheme = name;
        options.Domain = Trimmed(options.Domain) is { } domain ? IssuerName.HostOf(domain) ?? domain : null;
        options.Domains = [.. Trimmed(options.Domains).Select(item => IssuerName.HostOf(item) ?? item)];
        options.Issuer = Trimmed(options.Issuer);
        options.MetadataAddress = Trimmed(options.MetadataAddress);
        options.JwksUri = Trimmed(options.JwksUri);
        options.Audience = Trimmed(options.Audience);
        options.Audiences = [.. Trimmed(options.Audiences)];
        options.RoleClaim = Trimmed(options.RoleClaim);
        options.Scopes ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.TimeProvider == TimeProvider.System && services.GetService<TimeProvider>() is { } clock)
            options.TimeProvider = clock;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<string> Trimmed(IList<string>? texts) => (texts ?? []).Select(text => text?.Trim() ?? "");
}
