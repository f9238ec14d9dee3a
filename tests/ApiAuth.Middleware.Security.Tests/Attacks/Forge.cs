using System.Buffers.Text;
using System.Text;
using ApiAuth.Middleware.Testing;

namespace ApiAuth.Middleware.Security.Tests.Attacks;

/// <summary>Writes tokens part by part, where the test token's own properties do not reach.</summary>
static class Forge
{
    /// <summary>The same header and payload under a signature that is made from them.</summary>
    public static string Resigned(string token, Func<byte[], byte[]> sign)
    {
        var signed = token[..token.LastIndexOf('.')];
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Any three texts, the first two signed as they are.</summary>
    public static string Signed(TestKey key, string header, string payload) => SignedText(key, $"{Encode(header)}.{Encode(payload)}");

    /// <summary>Any text, signed as it is.</summary>
    public static string SignedText(TestKey key, string signed) => $"{signed}.{Base64Url.EncodeToString(key.Sign(key.Algorithm, Encoding.UTF8.GetBytes(signed)))}";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public static string HeaderOf(string token) => Decode(token.Split('.')[0]);

    public static string PayloadOf(string token) => Decode(token.Split('.')[1]);
}
