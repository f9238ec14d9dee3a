using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.OAuth;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tokens;

/// <summary>Writes ID tokens (OpenID Connect Core 1.0 §2).</summary>
internal sealed class IdTokenWriter(TenantIssuer issuer, SigningKeys keys, TimeProvider time)
{
    /// <param name="grant">Who signed in to which client.</param>
    /// <param name="scope">What the client learns about the user.</param>
    /// <param name="accessToken">Issued along with it by the authorization endpoint; null otherwise.</param>
    /// <param name="code">Issued along with it by the authorization endpoint; null otherwise.</param>
    public string Write(Authorized grant, IReadOnlyList<string> scope, string? accessToken = null, string? code = null)
    {
        var key = keys.Set.Current;
        var header = new JsonObject { ["alg"] = nameof(SigningAlgorithm.RS256), ["typ"] = "JWT", ["kid"] = key.Kid };
        var payload = UserClaims.Of(grant.User, scope);
        AddProtocol(payload, grant);
        AddHash(payload, "at_hash", accessToken);
        AddHash(payload, "c_hash", code);
        payload.Add([.. grant.Client.CustomClaims, .. grant.User.CustomClaims]);
        return CompactJws.Write(header, payload, input => key.Sign(input, SigningAlgorithm.RS256));
    }

    private void AddProtocol(JsonObject payload, Authorized grant)
    {
        var (authorization, now) = (grant.Authorization, time.GetUtcNow());
        payload["iss"] = issuer.Value;
        payload["aud"] = grant.Client.ClientId;
        payload["sub"] = grant.User.UserId;
        payload["iat"] = now.ToUnixTimeSeconds();
        payload["exp"] = (now + grant.Client.IdTokenLifetime).ToUnixTimeSeconds();
        if (authorization.SessionId is { } session)
            payload["sid"] = session;
        if (authorization.Nonce is { } nonce)
            payload["nonce"] = nonce;
        if (authorization.TellsSignIn)
            payload["auth_time"] = authorization.SignedInAt.ToUnixTimeSeconds();
    }

    // OpenID Connect Core 1.0 §3.2.2.9, §3.3.2.11
    private static void AddHash(JsonObject payload, string name, string? value)
    {
        if (value is not null)
            payload[name] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(value)).AsSpan(0, 16).ToArray());
    }
}
