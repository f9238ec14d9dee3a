using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.Requests;

/// <summary>Whether a request was meant for this machine: a page of elsewhere can point a name of its own at loopback (DNS rebinding), but not choose the Host header.</summary>
internal static class LocalHost
{
    public static bool Is(HttpRequest request, TenantIssuer issuer)
    {
        var host = request.Host.Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
            || string.Equals(host, issuer.Domain, StringComparison.OrdinalIgnoreCase);
    }
}
