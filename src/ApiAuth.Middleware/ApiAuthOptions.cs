using Microsoft.AspNetCore.Http;

namespace ApiAuth.Middleware;

/// <summary>
/// Which access tokens an API takes. Needed are an issuer (<see cref="Domain"/>, <see cref="Domains"/> or <see cref="Issuer"/>) and an audience; the rest
/// has defaults. Checked when the host starts, fixed from then on; no option switches a check off.
/// </summary>
public sealed class ApiAuthOptions
{
    /// <summary>
    /// The tenant's domain, such as <c>organizer.eu.auth0.com</c>. With or without scheme and slash and in any case it gives the issuer <c>https://organizer.eu.auth0.com/</c>.
    /// </summary>
    public string? Domain { get; set; }

    /// <summary>Several custom domains of one tenant, each an issuer with keys of its own. Joined with <see cref="Domain"/>.</summary>
    public IList<string> Domains { get; set; } = [];

    /// <summary>
    /// Instead of a domain: any issuer, compared with <c>iss</c> byte for byte (RFC 8414 §3.3). https; http only on loopback and in Development.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>The address of the discovery document, where it is not the issuer's <c>/.well-known/openid-configuration</c>.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>The address of the JWKS; there is no discovery then.</summary>
    public string? JwksUri { get; set; }

    /// <summary>
    /// The identifier that the API has at the issuer, compared with <c>aud</c> exactly, a slash at the end included (RFC 8725 §3.9). One word; that of the issuer's own
    /// <c>userinfo</c>, which tokens for every API of the tenant have, stops the start.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>Several identifiers, any of which is accepted. Joined with <see cref="Audience"/>.</summary>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>
    /// The API's own scopes: name and description. When filled, an endpoint that asks for another scope stops the start, and <c>[Authorize("name")]</c> asks for the scope.
    /// </summary>
    public IDictionary<string, string> Scopes { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The claim that holds roles: an exact name, or a path of names joined by dots where no claim has that name. Default <c>roles</c>.</summary>
    public string? RoleClaim { get; set; } = "roles";

    /// <summary>The handler of every outbound call, instead of the named client <see cref="ApiAuthDefaults.HttpClientName"/>. Not disposed.</summary>
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }

    /// <summary>The clock. Default <see cref="TimeProvider.System"/>, or the application's own from dependency injection.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Which tokens are looked at.</summary>
    public TokenOptions Tokens { get; } = new();

    /// <summary>How signing keys are fetched, kept and renewed.</summary>
    public KeyOptions Keys { get; } = new();

    /// <summary>How many validated tokens are remembered.</summary>
    public TokenCacheOptions TokenCache { get; } = new();

    /// <summary>How refusals are written.</summary>
    public ChallengeOptions Challenges { get; } = new();

    /// <summary>The section that the options come from; null if they were set in code. With the scheme, it names settings in messages.</summary>
    internal string? ConfigurationPath { get; set; }

    internal string Scheme { get; set; } = ApiAuthDefaults.AuthenticationScheme;

    /// <summary>What could not be read from the configuration.</summary>
    internal List<string> ConfigurationProblems { get; } = [];

    internal List<PathString> QueryTokenPaths { get; } = [];
}
