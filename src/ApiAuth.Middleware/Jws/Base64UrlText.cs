using System.Buffers;
using System.Buffers.Text;

namespace ApiAuth.Middleware.Jws;

/// <summary>Base64url as RFC 7515 §2 has it: no padding, no white space, no other character, and one spelling for each value.</summary>
static class Base64UrlText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Letters);
    // The last letter of a text whose length is 2 or 3 beyond a multiple of 4 carries bits that must be zero.
    private static readonly SearchValues<char> LastOfTwo = SearchValues.Create("AQgw");
    private static readonly SearchValues<char> LastOfThree = SearchValues.Create("AEIMQUYcgkosw048");

    public static bool IsAlphabet(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Alphabet);

    public static bool IsCanonical(ReadOnlySpan<char> text) => !text.IsEmpty && IsAlphabet(text) && (text.Length % 4) switch
    {
        0 => true,
        2 => LastOfTwo.Contains(text[^1]),
        3 => LastOfThree.Contains(text[^1]),
        _ => false,
    };

    /// <summary>The bytes of a canonical text.</summary>
    public static byte[] Decode(ReadOnlySpan<char> canonical) => Base64Url.DecodeFromChars(canonical);
}
