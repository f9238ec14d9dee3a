using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Testing.Json;
using ApiAuth.Middleware.Testing.Keys;

namespace ApiAuth.Middleware.Testing.Tokens;

/// <summary>Writes one token of one issuer.</summary>
internal sealed class TokenWriter(TestAccessToken token, TestIssuer issuer)
{
    private readonly TestKey key = token.Key ?? (token.IsForged ? Forge(issuer.CurrentKey) : issuer.CurrentKey);

    private string Algorithm => token.Algorithm ?? key.Algorithm;

    private bool IsRfc9068 => (token.Profile ?? issuer.Profile) == TestTokenProfile.Rfc9068;

    internal string Write()
    {
        var header = RawSegment.Write(token.RawHeader, () => Encoding.UTF8.GetBytes(token.Header.Apply(Header()).ToText()));
        var payload = RawSegment.Write(token.RawPayload, () => Encoding.UTF8.GetBytes(token.Claims.Apply(Payload()).ToText()));
        var signed = $"{header}.{payload}";
        var signature = RawSegment.Write(token.RawSignature, () => Sign(Encoding.UTF8.GetBytes(signed)));
        return token.EncryptFor is { } recipient ? NestedJwe.Write($"{signed}.{signature}", recipient) : $"{signed}.{signature}";
    }

    private JsonObject Header() => new()
    {
        ["alg"] = Algorithm,
        ["typ"] = token.Type ?? (IsRfc9068 ? "at+jwt" : "JWT"),
        ["kid"] = token.KeyId ?? key.KeyId,
    };

    private JsonObject Payload()
    {
        var issuedAt = token.IssuedAt ?? issuer.TimeProvider.GetUtcNow() - token.Age;
        var notBefore = token.NotBefore ?? issuedAt + token.Delay;
        var expiresAt = token.ExpiresAt ?? issuedAt + token.Lifetime;

        var claims = new JsonObject();
        AddUnlessChanged(claims, "iss", () => token.Issuer ?? issuer.Issuer);
        claims["sub"] = token.Subject ?? DefaultSubject;
        AddUnlessChanged(claims, "aud", () => token.Audiences?.ToJsonArray() ?? (JsonNode)(token.Audience ?? issuer.Audience));
        claims["iat"] = issuedAt.ToUnixTimeSeconds();
        AddIfPresent(claims, "nbf", notBefore?.ToUnixTimeSeconds());
        claims["exp"] = expiresAt.ToUnixTimeSeconds();
        AddIfPresent(claims, "scope", token.Scope);
        AddIfPresent(claims, IsRfc9068 ? "client_id" : "azp", token.ClientId);
        AddIfPresent(claims, "gty", IsRfc9068 ? null : token.GrantType);
        AddIfPresent(claims, "jti", token.TokenId ?? (IsRfc9068 ? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) : null));
        AddIfPresent(claims, "org_id", token.OrganizationId);
        AddIfPresent(claims, "org_name", token.OrganizationName);
        AddIfPresent(claims, "permissions", token.Permissions?.ToJsonArray());
        return claims;
    }

    private string DefaultSubject => token.GrantType == "client-credentials" ? $"{token.ClientId}@clients" : "auth0|test-user";

    private byte[] Sign(byte[] data)
    {
        byte[] Secret() => token.HmacSecret ?? Encoding.UTF8.GetBytes(key.ExportPem());
        return Algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Secret(), data),
            "HS384" => HMACSHA384.HashData(Secret(), data),
            "HS512" => HMACSHA512.HashData(Secret(), data),
            _ => key.Sign(Algorithm, data),
        };
    }

    // An issuer without a name or audience can still issue tokens that bring their own.
    private void AddUnlessChanged(JsonObject claims, string name, Func<JsonNode> value) => claims[name] = token.Claims.ContainsKey(name) ? null : value();

    private static void AddIfPresent(JsonObject claims, string name, JsonNode? value)
    {
        if (value is not null)
            claims[name] = value;
    }

    private static TestKey Forge(TestKey key) => key with { Material = KeyPool.For(KeyPool.Forger, key.Algorithm, index: 0) };
}
