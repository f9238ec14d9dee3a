using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tokens;

internal static class CompactJws
{
    /// <summary>Serializes a JWS (RFC 7515 §7.1); <paramref name="sign"/> makes the signature of the signing input.</summary>
    public static string Write(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static (JsonObject Header, JsonObject Payload) Read(string token) =>
        token.Split('.') is [var header, var payload, _]
            ? (Decode(header), Decode(payload))
            : throw new LocalTenantException("This is not a JWT of three parts.");

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString());

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!.AsObject();
}
