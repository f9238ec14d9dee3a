using Microsoft.AspNetCore.Authentication;

namespace ApiAuth.Middleware.Configuration;

/// <summary>The host's default scheme, and what follows from it.</summary>
static class DefaultScheme
{
    /// <summary>The scheme that authenticates where none is named; null if the application has set none.</summary>
    public static string? Of(AuthenticationOptions options) => options.DefaultAuthenticateScheme ?? options.DefaultScheme;

    /// <summary>Our first scheme becomes the default only where the application has set none.</summary>
    public static void Set(AuthenticationOptions options, HostSchemes schemes)
    {
        if (options is { DefaultScheme: null, DefaultAuthenticateScheme: null, DefaultChallengeScheme: null })
            options.DefaultScheme = schemes.Names[0];
    }

    /// <summary>One of ours authenticates, challenges and forbids where no scheme is named.</summary>
    public static bool IsOurs(AuthenticationOptions options, HostSchemes schemes)
    {
        var challenges = options.DefaultChallengeScheme ?? options.DefaultScheme;
        return schemes.Contains(Of(options)) && schemes.Contains(challenges) && schemes.Contains(options.DefaultForbidScheme ?? challenges);
    }

    /// <summary>The default is a policy scheme, which chooses for each request the scheme that it forwards to: one of ours perhaps.</summary>
    public static bool Forwards(AuthenticationOptions options) =>
        Of(options) is { } name && options.SchemeMap.TryGetValue(name, out var scheme) && scheme.HandlerType == typeof(PolicySchemeHandler);

    /// <summary>
    /// The scheme that our policies must name: ours, if the default is another. With several of ours there is no telling which; an endpoint then names it itself.
    /// </summary>
    public static IReadOnlyList<string> BoundSchemes(AuthenticationOptions options, HostSchemes schemes) =>
        IsOurs(options, schemes) || schemes.Names.Count > 1 ? [] : schemes.Names;
}
