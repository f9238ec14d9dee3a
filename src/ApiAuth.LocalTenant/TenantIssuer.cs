using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ApiAuth.LocalTenant;

/// <summary>The issuer: configured, or the address that the server listens on, known from the moment it does.</summary>
internal sealed class TenantIssuer(string? configured)
{
    private volatile string? value = configured is null ? null : Normalize(configured);
    private volatile IServer? server;

    public string Value => KnownValue
        ?? throw new LocalTenantException("The tenant's issuer is not known: no server listens yet. Start it first, or set LocalTenantOptions.Issuer.");

    /// <summary>Null while no server listens.</summary>
    public string? KnownValue => value ??= FromServer();

    /// <summary>The path of a configured issuer, without the slash at its end; empty for none.</summary>
    public string Path => configured is null ? "" : new Uri(Value).AbsolutePath.TrimEnd('/');

    public string Domain => new Uri(Value).Host;

    public void ListenAt(IServer? listening) => server = listening;

    // Port 0 is what was asked for, before the server listens.
    private string? FromServer() =>
        server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address && !address.EndsWith(":0", StringComparison.Ordinal) ? Normalize(address) : null;

    private static string Normalize(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? issuer.TrimEnd('/') + "/"
            : throw new LocalTenantException($"LocalTenantOptions.Issuer is \"{issuer}\". Write an absolute http or https URI without query and fragment.");
}
