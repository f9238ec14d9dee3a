namespace ApiAuth.Middleware.Configuration;

/// <summary>The issuer that a tenant's domain stands for.</summary>
static class IssuerName
{
    private const string Scheme = "https://";

    /// <summary>Every spelling of a domain gives <c>host.in.lower.case</c>; null if it is no host name.</summary>
    public static string? HostOf(string domain)
    {
        var host = domain.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? domain[Scheme.Length..] : domain;
        host = host.EndsWith('/') ? host[..^1] : host;
        var isName = Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) && host.All(char.IsAscii) && !host.EndsWith('.');
        return isName ? host.ToLowerInvariant() : null;
    }

    /// <summary><c>https://host/</c>: Auth0's issuers end with a slash.</summary>
    public static string Of(string host) => $"{Scheme}{host}/";

    /// <summary>The issuers that checked options name.</summary>
    public static IReadOnlyList<string> All(ApiAuthOptions options) =>
        options.Issuer is { } issuer ? [issuer] : [.. Domains(options).Select(domain => Of(HostOf(domain)!)).Distinct(StringComparer.Ordinal)];

    public static IEnumerable<string> Domains(ApiAuthOptions options) => options.Domain is { } domain ? options.Domains.Prepend(domain) : options.Domains;

    public static IReadOnlyList<string> Audiences(ApiAuthOptions options) =>
        [.. (options.Audience is { } audience ? options.Audiences.Prepend(audience) : options.Audiences).Distinct(StringComparer.Ordinal)];
}
