namespace ApiAuth.Middleware.Configuration;

/// <summary>Who may issue tokens, and where the keys are: exactly one answer to each.</summary>
sealed class IssuerRules(ApiAuthOptions options, bool isDevelopment)
{
    private const string DomainExample = "the domain of your tenant (Auth0 dashboard, Applications, Settings, Domain), for example \"organizer.eu.auth0.com\"";

    public IEnumerable<string> Failures() => [.. WhichIssuer(), .. DomainsAreHosts(), .. IssuerIsAddress(), .. AddressesAreSafe(), .. AddressesAgree()];

    private IEnumerable<string> WhichIssuer()
    {
        var hasDomain = IssuerName.Domains(options).Any();
        if (!hasDomain && options.Issuer is null)
            yield return $"{options.PathOf("Domain")} is missing. Write there {DomainExample}.";
        if (hasDomain && options.Issuer is not null)
            yield return $"{options.PathOf("Issuer")} and {options.PathOf(options.Domain is null ? "Domains" : "Domain")} contradict each other. Keep the domain for an Auth0 tenant, the issuer for any other.";
    }

    private IEnumerable<string> DomainsAreHosts() =>
        from setting in options.Domains.Select((domain, index) => (Name: $"Domains:{index}", Domain: domain)).Prepend((Name: "Domain", Domain: options.Domain ?? ""))
        where setting.Domain.Length > 0 || setting.Name != "Domain"
        let problem = DomainProblem(setting.Domain)
        where problem is not null
        select $"{options.PathOf(setting.Name)} is \"{setting.Domain}\", which {problem}. Write there {DomainExample}.";

    private static string? DomainProblem(string domain)
    {
        if (domain.Length == 0)
            return "is blank";
        if (SettingText.Problem(domain) is { } problem)
            return problem;
        if (domain.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return "is not https; for a local issuer on http use Issuer instead";
        return IssuerName.HostOf(domain) is null ? "is no host name; an issuer with a port or a path goes into Issuer" : null;
    }

    private IEnumerable<string> IssuerIsAddress()
    {
        if (options.Issuer is not { } issuer)
            yield break;
        if ((SettingText.Problem(issuer) ?? AddressProblem(issuer)) is { } problem)
            yield return $"{options.PathOf("Issuer")} is \"{issuer}\", which {problem}. Write there the issuer exactly as its discovery document and its tokens spell it, for example \"https://login.example.com/\".";
        else if (new Uri(issuer) is { Query.Length: > 0 } or { Fragment.Length: > 0 })
            yield return $"{options.PathOf("Issuer")} is \"{issuer}\", which has a query or a fragment. An issuer has none (RFC 8414 section 2).";
    }

    private IEnumerable<string> AddressesAreSafe() =>
        from setting in new[] { (Name: "MetadataAddress", Address: options.MetadataAddress), (Name: "JwksUri", Address: options.JwksUri) }
        where setting.Address is not null
        let problem = SettingText.Problem(setting.Address) ?? AddressProblem(setting.Address)
        where problem is not null
        select $"{options.PathOf(setting.Name)} is \"{setting.Address}\", which {problem}. Write there an https address.";

    private IEnumerable<string> AddressesAgree()
    {
        string[] sources = [.. WhereKeysAre()];
        if (sources.Length > 1)
            yield return $"{string.Join(" and ", sources)} contradict each other. Keep one: the JWKS is read through discovery, read directly, or given as text.";
        if (sources.Length > 0 && IssuerName.Domains(options).Distinct(StringComparer.Ordinal).Count() > 1)
            yield return $"{sources[^1]} is for one issuer, but {options.PathOf("Domains")} names several, each with keys of its own. Leave it out.";
    }

    private IEnumerable<string> WhereKeysAre()
    {
        if (options.MetadataAddress is not null)
            yield return options.PathOf("MetadataAddress");
        if (options.JwksUri is not null)
            yield return options.PathOf("JwksUri");
        if (options.Keys.Jwks is not null)
            yield return options.PathOf("Keys:Jwks");
    }

    private string? AddressProblem(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return "is no http address";
        if (uri.UserInfo.Length > 0)
            return "holds a user name";
        if (uri.Scheme == "https")
            return null;
        if (!uri.IsLoopback)
            return "is not https";
        return isDevelopment ? null : "is http, which is allowed on loopback and in the Development environment alone";
    }
}
