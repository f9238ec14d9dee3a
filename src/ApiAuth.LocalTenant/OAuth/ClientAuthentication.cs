using System.Security.Cryptography;
using System.Text;
using ApiAuth.LocalTenant.ClientAssertions;
using Microsoft.AspNetCore.Http;

namespace ApiAuth.LocalTenant.OAuth;

/// <summary>Finds out which client is asking (RFC 6749 §2.3, RFC 7521 §4.2).</summary>
internal sealed class ClientAuthentication(TenantStore store, PrivateKeyJwt assertions)
{
    public (Client? Client, OAuthError? Error) Authenticate(HttpRequest request, OAuthParameters parameters)
    {
        var named = parameters["client_id"];
        if (parameters["client_assertion"] is not null || parameters["client_assertion_type"] is not null)
            return ByAssertion(request, parameters, named);
        if (!BasicCredentials.IsPresent(request))
            return named is null ? (null, OAuthError.MissingParameter("client_id")) : Find(named, parameters["client_secret"]);
        if (parameters["client_secret"] is not null)
            return (null, OAuthError.TwoWaysOfAuthentication);

        return BasicCredentials.Parse(request) is { } basic && (named is null || named == basic.ClientId)
            ? Find(basic.ClientId, basic.ClientSecret)
            : (null, Refusal());
    }

    private (Client? Client, OAuthError? Error) ByAssertion(HttpRequest request, OAuthParameters parameters, string? named)
    {
        if (BasicCredentials.IsPresent(request) || parameters["client_secret"] is not null)
            return (null, OAuthError.TwoWaysOfAuthentication);
        if (parameters["client_assertion_type"] is not { } type)
            return (null, OAuthError.MissingParameter("client_assertion_type"));
        if (parameters["client_assertion"] is not { } assertion)
            return (null, OAuthError.MissingParameter("client_assertion"));
        if (type != PrivateKeyJwt.AssertionType)
            return (null, OAuthError.InvalidParameter("client_assertion_type"));
        return assertions.Authenticate(assertion, named) is { } client ? (client, null) : (null, Refusal());
    }

    internal static bool IsSameSecret(string expected, string presented) =>
        CryptographicOperations.FixedTimeEquals(Hash(expected), Hash(presented));

    private (Client? Client, OAuthError? Error) Find(string clientId, string? secret)
    {
        var client = store.FindClient(clientId);
        // An unknown client costs a comparison too, so that time does not tell which clients exist. A public client has no secret and shows none;
        // one that signs has none either, and showing none is not enough.
        var matches = IsSameSecret(client?.ClientSecret ?? "", secret ?? "");
        return client is { TokenEndpointAuthMethod: not TokenEndpointAuthMethod.PrivateKeyJwt } && matches ? (client, null) : (null, Refusal());
    }

    private OAuthError Refusal() => OAuthError.BadClient(store.Current.Settings.Doubtful);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
