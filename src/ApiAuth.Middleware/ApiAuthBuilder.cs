using System.Diagnostics.CodeAnalysis;
using ApiAuth.Middleware.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware;

/// <summary>Goes on configuring one scheme.</summary>
public sealed class ApiAuthBuilder
{
    private readonly HostSchemes schemes;

    internal ApiAuthBuilder(IServiceCollection services, string scheme, HostSchemes schemes) =>
        (Services, Scheme, this.schemes) = (services, scheme, schemes);

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The authentication scheme that is being configured.</summary>
    public string Scheme { get; }

    /// <summary>
    /// Adds a hook to this scheme, created from the request's services, so that it may depend on scoped ones. A hook for all schemes is registered as
    /// <see cref="IAccessTokenHook"/> in <see cref="Services"/>.
    /// </summary>
    public ApiAuthBuilder AddHook<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THook>()
        where THook : class, IAccessTokenHook
    {
        Services.AddKeyedScoped<IAccessTokenHook, THook>(Scheme);
        return this;
    }

    /// <summary>
    /// Takes the token from the query parameter <c>access_token</c> below this path, for WebSockets and server-sent events alone, because browsers cannot
    /// set a header on them (RFC 6750 §2.3). Everywhere else a token in a query is not looked at.
    /// </summary>
    /// <remarks>ASP.NET Core's log category <c>Microsoft.AspNetCore.Hosting.Diagnostics</c>, which writes the query of each request, is then heard from Warning on.</remarks>
    /// <param name="path">Such as <c>/hubs</c>: whole segments, not <c>/</c>.</param>
    /// <exception cref="ArgumentException">The path does not start with a slash, or is the root.</exception>
    public ApiAuthBuilder AllowQueryToken(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/') || path.Trim('/').Length == 0)
            throw new ArgumentException($"\"{path}\" is no path below the root; write one such as \"/hubs\".", nameof(path));
        Services.Configure<ApiAuthOptions>(Scheme, options => options.QueryTokenPaths.Add(path.TrimEnd('/')));
        Services.AddLogging().PostConfigure<LoggerFilterOptions>(QueryTokenLogFilter.Apply);
        return this;
    }

    /// <summary>
    /// Every matched endpoint needs an authenticated caller unless it says <c>[AllowAnonymous]</c> or asks for something of its own; an unknown route stays 404.
    /// An endpoint that leaves the pipeline early (<c>ShortCircuit()</c>) is answered before authorization, and so before this; what is no endpoint
    /// (static files, <c>Run()</c>, the routes of <c>UseMvc()</c>) is not asked. A pipeline without authorization stops the start.
    /// </summary>
    public ApiAuthBuilder RequireAuthenticatedByDefault()
    {
        schemes.RequireAuthenticatedByDefault = true;
        return this;
    }
}
