using System.Text.Json.Nodes;
using ApiAuth.Middleware.Testing.Json;

namespace ApiAuth.Middleware.Testing.Issuers;

/// <summary>The two documents of a healthy issuer.</summary>
internal static class IssuerDocuments
{
    /// <summary>OpenID Connect Discovery 1.0 §3, in Auth0's paths.</summary>
    internal static string Discovery(string issuer, Uri jwksUri)
    {
        var root = IssuerRoutes.WithSlash(issuer);
        return new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = $"{root}authorize",
            ["token_endpoint"] = $"{root}oauth/token",
            ["userinfo_endpoint"] = $"{root}userinfo",
            ["jwks_uri"] = jwksUri.AbsoluteUri,
            ["response_types_supported"] = new JsonArray("code", "token", "id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }.ToText();
    }

    /// <summary>RFC 7517 §5.</summary>
    internal static string Jwks(IReadOnlyList<TestKey> keys) => $$"""{"keys":[{{string.Join(',', keys.Select(key => key.ToJwk()))}}]}""";
}
