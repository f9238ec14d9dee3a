using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Finds out which client is asking (RFC 6749 §2.3).</summary>
internal sealed class ClientAuthentication(TenantStore store)
{
    public (Client? Client, OAuthError? Error) Authenticate(HttpRequest request, TokenParameters parameters)
    {
        if (!UsesBasic(request))
            return Authenticate(parameters["client_id"], parameters["client_secret"]);
        if (parameters["client_secret"] is not null)
            return (null, OAuthError.TwoWaysOfAuthentication);

        var basic = ParseBasic(request.Headers.Authorization.ToString());
        var named = parameters["client_id"];
        return basic is null || (named is not null && named != basic.Value.ClientId)
            ? (null, OAuthError.Unauthorized)
            : Authenticate(basic.Value.ClientId, basic.Value.Secret);
    }

    public static bool UsesBasic(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Basic", StringComparison.OrdinalIgnoreCase);

    internal static bool IsSameSecret(string expected, string presented) =>
        CryptographicOperations.FixedTimeEquals(Hash(expected), Hash(presented));

    private (Client? Client, OAuthError? Error) Authenticate(string? clientId, string? secret)
    {
        if (clientId is null)
            return (null, OAuthError.MissingParameter("client_id"));

        var client = store.FindClient(clientId);
        // An unknown client costs a comparison too, so that time does not tell which clients exist.
        var matches = IsSameSecret(client?.ClientSecret ?? "", secret ?? "");
        return client is not null && matches ? (client, null) : (null, OAuthError.Unauthorized);
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static (string ClientId, string Secret)? ParseBasic(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var credentials) || credentials.Parameter is not { } encoded)
            return null;

        var decoded = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, decoded, out var length)
            && Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? (WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
            : null;
    }
}
