using System.Text.Json.Nodes;
using ApiAuth.LocalTenant.Keys;
using ApiAuth.LocalTenant.Model;

namespace ApiAuth.LocalTenant.Tokens;

/// <summary>Writes access tokens in the dialect of their API.</summary>
internal sealed class AccessTokenWriter(TenantIssuer issuer, SigningKeys keys, TimeProvider time)
{
    public IssuedToken Write(AccessTokenContent content)
    {
        var key = keys.Set.Current;
        var algorithm = content.Api.SigningAlgorithm;
        var header = new JsonObject
        {
            ["alg"] = algorithm.ToString(),
            ["typ"] = IsRfc9068(content.Api.TokenDialect) ? "at+jwt" : "JWT",
            ["kid"] = key.Kid,
        };
        return new(CompactJws.Write(header, Payload(content), input => key.Sign(input, algorithm)), content.Lifetime, content.Scope);
    }

    private JsonObject Payload(AccessTokenContent content)
    {
        var now = time.GetUtcNow();
        var payload = new JsonObject
        {
            ["iss"] = issuer.Value,
            ["sub"] = content.Subject,
            ["aud"] = Audience(content),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + content.Lifetime).ToUnixTimeSeconds(),
        };
        if (content.Scope.Count > 0)
            payload["scope"] = string.Join(' ', content.Scope);
        AddDialect(payload, content);
        payload.Add([.. content.Api.CustomClaims, .. content.Client.CustomClaims, .. content.User?.CustomClaims ?? []]);
        return payload;
    }

    private JsonNode Audience(AccessTokenContent content) => content.ForUserInfo
        ? new JsonArray(content.Api.Identifier, $"{issuer.Value}userinfo")
        : content.Api.Identifier;

    private static void AddDialect(JsonObject payload, AccessTokenContent content)
    {
        if (IsRfc9068(content.Api.TokenDialect))
        {
            payload["client_id"] = content.Client.ClientId;
            payload["jti"] = Ids.NewTokenId();
        }
        else
        {
            if (content.GrantKind is { } kind)
                payload["gty"] = kind;
            payload["azp"] = content.Client.ClientId;
        }

        if (HasPermissions(content.Api.TokenDialect))
            payload["permissions"] = new JsonArray([.. content.Permissions.Select(permission => JsonValue.Create(permission))]);
    }

    private static bool IsRfc9068(TokenDialect dialect) => dialect is TokenDialect.Rfc9068Profile or TokenDialect.Rfc9068ProfileAuthz;

    private static bool HasPermissions(TokenDialect dialect) => dialect is TokenDialect.AccessTokenAuthz or TokenDialect.Rfc9068ProfileAuthz;
}
