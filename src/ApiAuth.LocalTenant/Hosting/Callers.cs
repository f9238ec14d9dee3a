using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Hosting;

/// <summary>Who may talk to a development tenant.</summary>
internal static class Callers
{
    /// <summary>Whether the caller is a program on this machine, as far as the connection tells.</summary>
    // The server has listened for a moment before the start-up check can look at its addresses, and a proxy may stand before it.
    public static bool IsOnThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>
    /// Whether the caller meant this machine or the issuer: a page of another site can point a name of its own at 127.0.0.1 (DNS rebinding), and the
    /// <c>Host</c> that the browser sends then gives it away.
    /// </summary>
    public static bool MeantThisTenant(HttpRequest request, string issuerHost) =>
        IsLoopbackName(request.Host.Host) || string.Equals(request.Host.Host, issuerHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
