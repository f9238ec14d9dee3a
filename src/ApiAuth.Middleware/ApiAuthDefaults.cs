using ApiAuth.Middleware.Diagnostics;
using ApiAuth.Middleware.Keys;

namespace ApiAuth.Middleware;

/// <summary>The names that are used where none is given.</summary>
public static class ApiAuthDefaults
{
    /// <summary>The authentication scheme.</summary>
    public const string AuthenticationScheme = "Bearer";

    /// <summary>The section of the configuration.</summary>
    public const string ConfigurationSection = "Auth0";

    /// <summary>The named <see cref="HttpClient"/> that fetches the signing keys; configure it for a proxy.</summary>
    public const string HttpClientName = KeyRegistry.HttpClientName;

    /// <summary>The meter, and the activity source.</summary>
    public const string MeterName = ApiAuthMeter.Name;
}
