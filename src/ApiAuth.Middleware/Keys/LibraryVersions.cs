using System.Reflection;
using Microsoft.IdentityModel.Abstractions;
using Microsoft.IdentityModel.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.Middleware.Keys;

/// <summary>
/// The packages of the IdentityModel family work together only at one version; mixed by a package update they blame tokens or throw. Better said at start.
/// </summary>
static class LibraryVersions
{
    /// <summary>What is wrong with the versions that are loaded; null if they are one.</summary>
    public static string? Mismatch() => Mismatch(
    [
        typeof(SecurityKey).Assembly.GetName(),
        typeof(LogHelper).Assembly.GetName(),
        typeof(IIdentityLogger).Assembly.GetName(),
        typeof(HttpDocumentRetriever).Assembly.GetName(),
        typeof(OpenIdConnectConfiguration).Assembly.GetName(),
    ]);

    public static string? Mismatch(IReadOnlyCollection<AssemblyName> loaded) =>
        loaded.Select(assembly => assembly.Version?.ToString(3)).Distinct(StringComparer.Ordinal).Count() <= 1
            ? null
            : $"The IdentityModel packages must all have one version, but these are loaded: {string.Join(", ", loaded.Select(assembly => $"{assembly.Name} {assembly.Version?.ToString(3)}"))}. Reference one version of all of them.";
}
