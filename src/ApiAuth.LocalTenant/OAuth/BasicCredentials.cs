using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>A client id and secret in an <c>Authorization: Basic</c> header, each form-encoded (RFC 6749 §2.3.1).</summary>
internal sealed record BasicCredentials(string ClientId, string ClientSecret)
{
    public static bool IsPresent(HttpRequest request) => string.Equals(Split(request)[0], "Basic", StringComparison.OrdinalIgnoreCase);

    public static BasicCredentials? Parse(HttpRequest request)
    {
        if (Split(request) is not [_, var encoded])
            return null;

        var decoded = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, decoded, out var length)
            && Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? new(WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
            : null;
    }

    public override string ToString() => ClientId;

    private static string[] Split(HttpRequest request) => request.Headers.Authorization.ToString().Split(' ', 2);
}
