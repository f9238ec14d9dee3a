using System.Text.Json;
using ApiAuth.LocalTenant.State;

namespace ApiAuth.LocalTenant.ClientAssertions;

/// <summary>Authenticates clients by what they sign (RFC 7523 §3): each assertion once, for this tenant, for minutes.</summary>
internal sealed class PrivateKeyJwt(TenantStore store, ExpiringTable<Client> used, TenantIssuer issuer, TimeProvider time)
{
    /// <summary>The value of <c>client_assertion_type</c>.</summary>
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int LongestTokenId = 255;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>The client that made the assertion; null where it proves nothing.</summary>
    /// <param name="text">The value of <c>client_assertion</c>.</param>
    /// <param name="named">The value of <c>client_id</c>; null for none.</param>
    public Client? Authenticate(string text, string? named)
    {
        try
        {
            return ClientAssertion.Parse(text) is { } assertion && assertion.Issuer == assertion.Subject && (named ?? assertion.Subject) == assertion.Subject
                ? Author(assertion)
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private Client? Author(ClientAssertion assertion) =>
        assertion is { IsPlain: true, Subject: { } clientId }
        && store.FindClient(clientId) is { TokenEndpointAuthMethod: TokenEndpointAuthMethod.PrivateKeyJwt } client
        && IsForUs(assertion)
        && IsSigned(assertion, client)
        && Expiry(assertion) is { } expiry
        && IsFirstUse(assertion, client, expiry)
            ? client
            : null;

    // One that another server may take as well could be sent on by that server.
    private bool IsForUs(ClientAssertion assertion) =>
        assertion.Audiences is { Count: > 0 } audiences && audiences.All(audience => audience == issuer.Value || audience == issuer.Value + TenantPaths.Token.TrimStart('/'));

    private static bool IsSigned(ClientAssertion assertion, Client client) => client.Credentials
        .Where(credential => credential.Algorithm.ToString() == assertion.Algorithm)
        .Any(credential => IsSigned(assertion, credential));

    private static bool IsSigned(ClientAssertion assertion, ClientCredential credential)
    {
        using var key = ClientKey.Read(credential);
        return key is not null
            && (assertion.KeyId is null || assertion.KeyId == (credential.KeyId ?? key.Thumbprint))
            && key.Verify(assertion.SigningInput, assertion.Signature);
    }

    /// <summary>When it ends; null where it is over, not begun, or good for too long.</summary>
    private DateTimeOffset? Expiry(ClientAssertion assertion)
    {
        var now = time.GetUtcNow();
        return assertion.Time("exp") is { } expiry
            && expiry > now
            && expiry <= now + LongestLife + Skew
            && !(assertion.Time("nbf") > now + Skew)
            && !(assertion.Time("iat") > now + Skew)
                ? expiry
                : null;
    }

    // Last of all, so that nobody else can use up a client's assertions.
    private bool IsFirstUse(ClientAssertion assertion, Client client, DateTimeOffset expiry) =>
        assertion.TokenId is { Length: > 0 and <= LongestTokenId } id && used.TryAdd($"{client.ClientId} {id}", client, expiry - time.GetUtcNow());
}
