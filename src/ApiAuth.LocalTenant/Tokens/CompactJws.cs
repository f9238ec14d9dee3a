using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ApiAuth.LocalTenant.Tokens;

internal static class CompactJws
{
    // "at+jwt" is written as it is read: not every decoder out there undoes \u002B.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Serializes a JWS (RFC 7515 §7.1); <paramref name="sign"/> makes the signature of the signing input.</summary>
    public static string Write(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static (JsonObject Header, JsonObject Payload) Read(string token) =>
        token.Split('.') is [var header, var payload, _]
            ? (Decode(header), Decode(payload))
            : throw new LocalTenantException("Only a JWT of three parts can be altered.");

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString(Readable));

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!.AsObject();
}
