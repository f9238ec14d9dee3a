using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApiAuth.Middleware.Testing.Json;
using ApiAuth.Middleware.Testing.Keys;

namespace ApiAuth.Middleware.Testing.Tokens;

/// <summary>A signed token inside an encrypted one, RFC 7516 §3.1 and RFC 7519 §5.2.</summary>
internal static class NestedJwe
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    internal static string Write(string signedToken, TestKey recipient)
    {
        if (recipient.Material is not RsaMaterial rsa)
            throw new ArgumentException("A token is encrypted for an RSA key.", nameof(recipient));

        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header(recipient).ToText()));
        var contentKey = RandomNumberGenerator.GetBytes(KeyLength);
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var plaintext = Encoding.UTF8.GetBytes(signedToken);
        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[TagLength];
        using var aes = new AesGcm(contentKey, TagLength);
        aes.Encrypt(nonce, plaintext, ciphertext, tag, Encoding.ASCII.GetBytes(header));

        return string.Join('.', header, Encode(rsa.Encrypt(contentKey)), Encode(nonce), Encode(ciphertext), Encode(tag));
    }

    private static JsonObject Header(TestKey recipient) => new()
    {
        ["alg"] = "RSA-OAEP-256",
        ["enc"] = "A256GCM",
        ["cty"] = "JWT",
        ["kid"] = recipient.KeyId,
    };

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
