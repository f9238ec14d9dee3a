using Microsoft.Extensions.Logging;

namespace ApiAuth.Middleware.Configuration;

/// <summary>
/// Keeps tokens in queries out of the log: ASP.NET Core writes the query of each request at Information. A logging provider with levels of its own takes no
/// notice of a rule for all of them, so each gets its own.
/// </summary>
static class QueryTokenLogFilter
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void Apply(LoggerFilterOptions options)
    {
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToArray())
            options.Rules.Add(new(provider, Category, LogLevel.Warning, filter: null));
    }
}
